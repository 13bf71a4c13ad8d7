// Sensitive acts want a person who has just proved who they are: by signing in, or by their password once more.
// Programs and the command line are not asked; a person without a session is refused.
import { MINUTE_MS } from "./clock.ts";
import { DomainError } from "./errors.ts";
import type { Principal } from "./principal.ts";

/** For how long a proof is enough. */
const PROOF_LASTS_MS = 10 * MINUTE_MS;

/** Throws `confirmation_needed` for a person whose session proved itself more than ten minutes before `now`. */
export function requireProof({ actor, session }: Principal, now: Date): void {
  if (actor.type !== "user") return;
  if (session && now.getTime() - session.provedAt.getTime() <= PROOF_LASTS_MS) return;
  throw new DomainError(
    "confirmation_needed",
    "Nothing was done: it is more than ten minutes since you proved who you are. Do it again, then try once more.",
  );
}
