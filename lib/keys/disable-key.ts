import { command } from "#lib/core/operation.ts";
import { changeState } from "./change-state.ts";
import { MAY_WRITE_KEYS, requireNotRevoked } from "./may-change.ts";
import { KeyTarget } from "./schemas.ts";

/** Makes a key refuse until it is enabled again. A disabled key stays as it is. */
export const disableKey = command({
  name: "key.disable",
  on: "tenant",
  can: MAY_WRITE_KEYS,
  input: KeyTarget,
  run: (context, { keyId }) =>
    changeState(context, keyId, (record) => {
      requireNotRevoked(record);
      return record.key.disabledAt ? null : { disabledAt: context.now };
    }),
});
