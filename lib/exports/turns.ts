// Turns at making a file. Whoever dies leaves a turn that the next one takes over from the beginning; whoever lost their
// turn, because it was taken over or the export was deleted, writes nothing any more.
import { and, asc, eq, inArray, lt, or } from "drizzle-orm";
import { exportFiles, exportParts } from "#db/schema/index.ts";
import { onPlatform, type Tx } from "#db/tenant.ts";
import { MINUTE_MS } from "#lib/core/clock.ts";
import type { Deps } from "#lib/core/operation.ts";
import type { ExportRow } from "./view.ts";

type Store = Pick<Deps, "db" | "clock">;

/** After this long without a word, whoever had the turn is taken for dead. */
const SILENT_MS = 5 * MINUTE_MS;
const MOST_TURNS = 3;

/** Somebody else has the turn, or nobody wants the file any more. */
export class TurnLost extends Error {}

/** The turn at the oldest export that waits; null when none does. */
export function takeTurn({ db, clock }: Store): Promise<ExportRow | null> {
  const now = clock();
  const silent = lt(exportFiles.seenAt, new Date(now.getTime() - SILENT_MS));
  return onPlatform(db, async (tx) => {
    const [row] = await tx
      .select()
      .from(exportFiles)
      .where(
        and(inArray(exportFiles.state, ["queued", "running"]), or(eq(exportFiles.state, "queued"), silent)),
      )
      .orderBy(asc(exportFiles.createdAt))
      .limit(1)
      .for("update", { skipLocked: true });
    if (!row) return null;
    await deleteParts(tx, row);
    const turn = row.turn + 1;
    const begun = { turn, rows: 0, size: 0, parts: 0, startedAt: now, seenAt: now };
    const gone = turn > MOST_TURNS;
    const next = gone ? failed("It was begun several times and never finished.", now) : running;
    await tx
      .update(exportFiles)
      .set({ ...begun, ...next })
      .where(isExport(row));
    return gone ? null : { ...row, ...begun, ...running };
  });
}

const running = { state: "running" } as const;
const failed = (failure: string, now: Date) => ({ state: "failed", failure, finishedAt: now }) as const;

/** Adds a part, and says how many rows were read until now. Throws TurnLost. */
export function addPart(
  { db, clock }: Store,
  turn: ExportRow,
  part: Progress & { data: Buffer },
): Promise<void> {
  const { data, number, rows, size } = part;
  return onPlatform(db, async (tx) => {
    await change(tx, turn, { rows, size, parts: number + 1, seenAt: clock() });
    await tx.insert(exportParts).values({ tenantId: turn.tenantId, exportId: turn.id, number, data });
  });
}

interface Progress {
  number: number;
  rows: number;
  size: number;
}

/** Says how far it is. Throws TurnLost. */
export function noteRows({ db, clock }: Store, turn: ExportRow, rows: number): Promise<void> {
  return onPlatform(db, (tx) => change(tx, turn, { rows, seenAt: clock() }));
}

export function finishTurn({ db, clock }: Store, turn: ExportRow, rows: number): Promise<void> {
  return onPlatform(db, (tx) => change(tx, turn, { state: "done", rows, finishedAt: clock() }));
}

/** There will be no file. What was made of it goes. */
export function failTurn({ db, clock }: Store, turn: ExportRow, failure: string): Promise<void> {
  return onPlatform(db, async (tx) => {
    await change(tx, turn, { ...failed(failure, clock()), size: 0, parts: 0 });
    await deleteParts(tx, turn);
  });
}

/** Leaves the turn to whoever comes next, and does not count it. */
export function giveTurnBack({ db }: Store, turn: ExportRow): Promise<void> {
  return onPlatform(db, (tx) => change(tx, turn, { state: "queued", turn: turn.turn - 1 }));
}

async function change(tx: Tx, turn: ExportRow, values: Partial<ExportRow>): Promise<void> {
  const mine = and(isExport(turn), eq(exportFiles.turn, turn.turn), eq(exportFiles.state, "running"));
  const changed = await tx.update(exportFiles).set(values).where(mine);
  if (changed.count === 0) throw new TurnLost();
}

async function deleteParts(tx: Tx, { tenantId, id }: ExportRow): Promise<void> {
  await tx.delete(exportParts).where(and(eq(exportParts.tenantId, tenantId), eq(exportParts.exportId, id)));
}

const isExport = ({ tenantId, id }: ExportRow) =>
  and(eq(exportFiles.tenantId, tenantId), eq(exportFiles.id, id));
