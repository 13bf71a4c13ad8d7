// From what was typed to what may leave the browser. The code that seals is fetched when somebody is about to.

import type { CredentialActions } from "#components/credentials/credential-actions.ts";
import { attempt } from "#components/form/act.ts";
import type { ActionResult } from "#lib/shared/action-result.ts";
import type { SealTarget } from "#lib/shared/sealing.ts";
import type { Place } from "#lib/web/place.ts";

const loadSealing = () => import("#lib/shared/sealing.ts");

/** Browsers encrypt on https and on localhost alone; elsewhere nothing may be typed. */
export function mayEnterKeys(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}

export interface SealedKey {
  sealed: string;
  nonce: string;
}

/** Asks for a ticket and seals `secret` with it. The secret goes nowhere else. */
export async function sealEntry(
  begin: CredentialActions["begin"],
  place: Place,
  credentialId: string | null,
  target: SealTarget,
  secret: string,
): Promise<ActionResult<SealedKey>> {
  const [{ sealSecret }, ticket] = await Promise.all([
    loadSealing(),
    attempt(begin, place, { credentialId }),
  ]);
  if (!ticket.ok) return ticket;
  try {
    return {
      ok: true,
      data: { sealed: await sealSecret(ticket.data, target, secret), nonce: ticket.data.nonce },
    };
  } catch {
    const message = "This browser can not encrypt the key. Use a newer one.";
    return { ok: false, error: { code: "unavailable", message, requestId: "" } };
  }
}
