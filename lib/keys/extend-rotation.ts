import { SECOND_MS } from "#lib/core/clock.ts";
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { MAY_WRITE_KEYS } from "./may-change.ts";
import { moveOverlapEnd } from "./rotation.ts";
import { ExtendRotation } from "./schemas.ts";

/** Lets the old secret work until `graceSeconds` from now. Throws `conflict` when no rotation is under way. */
export const extendRotation = command({
  name: "key.extend_rotation",
  on: "tenant",
  can: MAY_WRITE_KEYS,
  input: ExtendRotation,
  run: (context, { keyId, graceSeconds }) =>
    moveOverlapEnd(context, keyId, new Date(context.now.getTime() + graceSeconds * SECOND_MS), () => {
      throw new DomainError("conflict", "No rotation of this key is under way; the old secret has ended.");
    }),
});
