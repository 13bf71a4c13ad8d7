// Whose secret it is, whatever state its key is in.
import type { NowOrLater } from "#lib/core/now-or-later.ts";
import { after } from "#lib/core/now-or-later.ts";
import { tokenForm } from "#lib/crypto/token.ts";
import { decideForm } from "./decide.ts";
import type { VerifyDeps } from "./deps.ts";
import type { KeyRecord } from "./record.ts";
import { recognise } from "./verify.ts";

/** Null when it is nobody's. Rejects with TooManyUnknown when `from` guesses, `unavailable` when it cannot be known. */
export function identify(deps: VerifyDeps, secret: string, from: string): NowOrLater<KeyRecord | null> {
  if (decideForm(tokenForm(deps.keyPrefix, secret), secret.length)) return null;
  return after(deps.keys.find(secret, from), ({ value }) => recognise(deps, secret, value));
}
