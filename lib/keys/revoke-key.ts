import { command } from "#lib/core/operation.ts";
import { changeState } from "./change-state.ts";
import { MAY_WRITE_KEYS } from "./may-change.ts";
import { RevokeKey } from "./schemas.ts";

/** Ends a key for good. Doing it again changes nothing, not even the reason. */
export const revokeKey = command({
  name: "key.revoke",
  on: "tenant",
  can: MAY_WRITE_KEYS,
  input: RevokeKey,
  run: (context, { keyId, reason }) =>
    changeState(context, keyId, ({ key }) =>
      key.revokedAt ? null : { revokedAt: context.now, revokedReason: reason || null },
    ),
});
