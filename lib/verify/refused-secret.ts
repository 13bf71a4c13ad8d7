// What is kept of a secret that was refused: why, whose form it has, roughly how long it is, and a fingerprint that
// means nothing without the pepper. Worked out for refusals only.
import { fingerprintSecret } from "#lib/crypto/digest.ts";
import type { Keyring } from "#lib/crypto/keyring.ts";
import { tokenForm } from "#lib/crypto/token.ts";
import type { Outcome } from "#lib/shared/outcomes.ts";
import type { RefusalClass } from "#lib/shared/refusals.ts";
import { lengthClass, secretForm } from "./secret-form.ts";

export interface RefusedSecret {
  class: RefusalClass;
  /** 16 hex characters; null for one that was not even looked up. */
  fingerprint: string | null;
  /** Whose form it has, such as "OpenAI". */
  form: string;
  /** Such as "32 to 63". */
  length: string;
}

interface Refusal {
  code: Outcome;
  /** Why it was not found, when that is not because there is no such key. */
  unseen?: "unchecked" | "elsewhere";
}

/** Null when the secret is that of a key as it stands: good, switched off, over its limits. */
export function refusedSecret(
  { peppers, keyPrefix }: { peppers: Keyring; keyPrefix: string },
  secret: string,
  { code, unseen }: Refusal,
): RefusedSecret | null {
  const form = secretForm(keyPrefix, secret);
  const kind = classOf(code, tokenForm(keyPrefix, secret), form, unseen);
  if (kind === null) return null;
  return {
    class: kind,
    fingerprint: unseen === "unchecked" ? null : fingerprintSecret(peppers, secret),
    form: unseen === "elsewhere" ? "Another tenant’s key" : form,
    length: lengthClass(secret.length),
  };
}

function classOf(
  code: Outcome,
  form: ReturnType<typeof tokenForm>,
  shown: string,
  unseen: Refusal["unseen"],
): RefusalClass | null {
  if (code === "REVOKED" || code === "EXPIRED") return "revoked";
  if (code !== "MALFORMED" && code !== "NOT_FOUND") return null;
  if (form === "bad_checksum") return "typo";
  // A service token is good for something else, and another tenant's key for somebody else.
  return form === "well_formed" && !shown.endsWith("_svc_") && unseen !== "elsewhere" ? "purged" : "foreign";
}
