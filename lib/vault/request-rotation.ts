import { vaultRotations } from "#db/schema/index.ts";
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { newId } from "#lib/shared/ids.ts";
import { newestRotation } from "./rotation-queries.ts";
import { type RotationView, toRotationView } from "./rotation-view.ts";
import { RequestRotation } from "./schemas.ts";

/** Asks for everything to be wrapped under the newest master key. Whoever holds the keys does it, step by step. */
export const requestRotation = command({
  name: "vault.rotate",
  on: "platform",
  can: "system:write",
  sensitive: true,
  input: RequestRotation,
  async run({ tx, now, principal, audit }, { dryRun }): Promise<RotationView> {
    const last = await newestRotation(tx);
    if (last && !last.finishedAt)
      throw new DomainError("conflict", "A rotation is under way; it goes on by itself.");
    const id = newId("rot");
    const row = { id, requestedAt: now, requestedByLabel: principal.actor.label, dryRun };
    const [made] = await tx.insert(vaultRotations).values(row).returning();
    if (!made) throw new Error("the rotation was not stored");
    const view = toRotationView(made);
    audit({ target: { type: "vault", id }, after: view });
    return view;
  },
});
