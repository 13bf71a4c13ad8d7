// How far the demo has come. What was cut short goes on where it stopped, and two at once do not mix.
import { eq } from "drizzle-orm";
import { demoData, tenants } from "#db/schema/index.ts";
import { onPlatform, type Tx } from "#db/tenant.ts";
import { DomainError } from "#lib/core/errors.ts";
import type { Deps } from "#lib/core/operation.ts";

export type DemoProgress = typeof demoData.$inferSelect;

/** Begins the demo, or finds the one that was begun. Throws `conflict` where there are other tenants. */
export function beginDemo({ db, clock }: Deps): Promise<DemoProgress> {
  return onPlatform(db, async (tx) => {
    const [begun] = await tx.select().from(demoData);
    if (begun) return begun;
    if ((await tx.$count(tenants)) > 0)
      throw new DomainError(
        "conflict",
        "This installation has tenants of its own. Demo data goes into an empty one: set KEYHOLD_DATA to another folder, or DATABASE_URL to another database.",
      );
    const [made] = await tx.insert(demoData).values({ startedAt: clock() }).onConflictDoNothing().returning();
    if (!made) throw isElsewhere();
    return made;
  });
}

/** Notes in the step's own transaction that it is done. Throws `conflict` when somebody else has done it. */
export async function noteStep(tx: Tx, index: number): Promise<void> {
  const noted = await tx
    .update(demoData)
    .set({ stepsDone: index + 1 })
    .where(eq(demoData.stepsDone, index))
    .returning({ stepsDone: demoData.stepsDone });
  if (noted.length === 0) throw isElsewhere();
}

function isElsewhere(): DomainError {
  return new DomainError("conflict", "The demo data is being made by another process. Wait for it.");
}
