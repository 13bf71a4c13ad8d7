// What the key screens can do, as the pages hand it to them. Every one is a server action.
import type { Act } from "#components/form/act.ts";
import type { CreateKeyInput, UpdateKeyInput } from "#lib/keys/schemas.ts";
import type { KeyView, KeyWithSecret } from "#lib/keys/view.ts";

interface Target {
  keyId: string;
}

export interface KeyActions {
  create: Act<CreateKeyInput, KeyWithSecret>;
  update: Act<UpdateKeyInput, KeyView>;
  rotate: Act<Target & { graceSeconds?: number }, KeyWithSecret>;
  extendRotation: Act<Target & { graceSeconds: number }, KeyView>;
  finishRotation: Act<Target, KeyView>;
  disable: Act<Target, KeyView>;
  enable: Act<Target, KeyView>;
  revoke: Act<Target & { reason?: string | null }, KeyView>;
  /** The same without reading the page again: for many keys in a row. */
  disableQuietly: Act<Target, KeyView>;
  revokeQuietly: Act<Target & { reason?: string | null }, KeyView>;
  /** The key as it is now; asked again and again while waiting for its first call. */
  get: Act<Target, KeyView>;
}

/** Where a key is worked on: in its tenant, whichever area one came from. */
export function placeOf(key: Pick<KeyView, "tenant">): { tenant: string } {
  return { tenant: key.tenant.clientId };
}
