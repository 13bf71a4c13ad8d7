// Request ids: "req_" and 26 characters of Crockford base32, ten of time and sixteen random (the form of a ULID).
import { timeOrdered } from "#lib/shared/time-ordered.ts";

const next = timeOrdered();

/** A new request id; ids made later sort later. */
export function newRequestId(nowMs = Date.now()): string {
  return `req_${next(nowMs)}`;
}
