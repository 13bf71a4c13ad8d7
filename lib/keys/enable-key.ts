import { command } from "#lib/core/operation.ts";
import { changeState } from "./change-state.ts";
import { MAY_WRITE_KEYS, requireNotRevoked } from "./may-change.ts";
import { KeyTarget } from "./schemas.ts";

/** Lets a disabled key work again. One that is not disabled stays as it is. */
export const enableKey = command({
  name: "key.enable",
  on: "tenant",
  can: MAY_WRITE_KEYS,
  input: KeyTarget,
  run: (context, { keyId }) =>
    changeState(context, keyId, (record) => {
      requireNotRevoked(record);
      return record.key.disabledAt ? { disabledAt: null } : null;
    }),
});
