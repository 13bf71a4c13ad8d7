// The part of Keyhold that lets people in. It acts before anybody is known, with the address of whoever knocks;
// its operations are never handed to a browser.
import { type Principal, systemPrincipal } from "#lib/core/principal.ts";
import type { Origin } from "./user-principal.ts";

export function doorkeeper({ requestId, ip, userAgent }: Origin): Principal {
  return { ...systemPrincipal("sign-in"), requestId, ip, userAgent };
}
