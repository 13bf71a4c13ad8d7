// The id by which a request is found in the logs: the one that came with it when it has our form, else a new one.
import { newRequestId } from "#lib/http/request-id.ts";

export function requestIdOf(header: string | null): string {
  return header && /^req_[0-9A-Za-z]{10,40}$/.test(header) ? header : newRequestId();
}
