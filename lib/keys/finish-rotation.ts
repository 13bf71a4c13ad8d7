import { command } from "#lib/core/operation.ts";
import { MAY_WRITE_KEYS } from "./may-change.ts";
import { moveOverlapEnd } from "./rotation.ts";
import { KeyTarget } from "./schemas.ts";

/** Ends the old secret now. Without a rotation under way nothing changes. */
export const finishRotation = command({
  name: "key.finish_rotation",
  on: "tenant",
  can: MAY_WRITE_KEYS,
  input: KeyTarget,
  run: (context, { keyId }) => moveOverlapEnd(context, keyId, context.now, () => {}),
});
