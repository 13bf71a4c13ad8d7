// One step of a rotation, in one transaction: a rotator that is killed loses a step and nothing else, and whoever comes
// next goes on. Every row can be opened at every moment, because each carries the version that it is wrapped under.
import { z } from "zod";
import { uuidOf } from "#db/schema/columns.ts";
import type { Tx } from "#db/tenant.ts";
import { command } from "#lib/core/operation.ts";
import { EnvelopeError } from "#lib/crypto/envelope.ts";
import { MasterKeyNotHeld } from "./master-keys.ts";
import { placeOfSealingKey } from "./publish-sealing-keys.ts";
import type { LiveTenantKey } from "./queries.ts";
import { requireVault } from "./require-vault.ts";
import {
  countOthers,
  forgetUnreadable,
  lockOtherSealingKeys,
  lockOthers,
  lockRotation,
  type RotationRow,
  rewrapRow,
  rewrapSealingKey,
  writeRotation,
} from "./rotation-queries.ts";
import { type RotationView, toRotationView } from "./rotation-view.ts";
import { placeOf } from "./tenant-keys.ts";
import type { MasterKeyName, Vault } from "./vault.ts";
import { isSame, writingKey } from "./writing-key.ts";

interface Setting {
  tx: Tx;
  vault: Vault;
  now: Date;
}

/** Does a step of the rotation that is under way; null when there is none, or somebody else is at it. */
export const rotateStep = command({
  name: "vault.rotate_step",
  on: "platform",
  can: "system:write",
  input: z.strictObject({ rows: z.int().min(1).max(1_000).default(100) }),
  async run({ tx, now, audit, unchanged, ...context }, { rows }): Promise<{ rotation: RotationView | null }> {
    unchanged();
    const setting = { tx, now, vault: requireVault(context) };
    const row = await lockRotation(tx);
    if (!row) return { rotation: null };
    const after = row.kekKind === null ? await begin(setting, row) : await goOn(setting, row, rows);
    const rotation = toRotationView(after);
    if (after.finishedAt) audit({ target: { type: "vault", id: row.id }, after: rotation });
    return { rotation };
  },
});

/** The goal is the newest master key, and every process has to hold it already. */
async function begin(setting: Setting, row: RotationRow): Promise<RotationRow> {
  const { tx, vault, now } = setting;
  const [newest] = await vault.held();
  const target = await writingKey(tx, vault, now);
  if (!newest || !isSame(newest, target))
    return writeRotation(tx, row, {
      finishedAt: now,
      failure: `Version ${newest?.kekVersion} of the master key is not held by every api process yet. Restart those that lack it, then try again.`,
    });
  if (!row.dryRun) await forgetUnreadable(tx);
  const total = await countOthers(tx, target);
  return writeRotation(tx, row, { ...target, total, progressedAt: now });
}

async function goOn(setting: Setting, row: RotationRow, limit: number): Promise<RotationRow> {
  const { tx, now } = setting;
  const target = targetOf(row);
  // A dry run leaves rows as they are, and must not meet them again.
  const rows = await lockOthers(tx, target, row.dryRun ? row.reached : null, limit);
  let [done, unreadable] = [row.done, row.unreadable];
  for (const each of rows) {
    if (await rewrap(setting, each, target, row.dryRun)) done += 1;
    else unreadable += 1;
  }
  const last = rows.at(-1);
  const reached = last ? `${uuidOf("ten", last.tenantId)}.${last.version}` : row.reached;
  const isEnd = rows.length === 0 && (row.dryRun || (await countOthers(tx, target)) === 0);
  if (isEnd && !row.dryRun) await rewrapSealingKeys(setting, target);
  return writeRotation(tx, row, {
    done,
    unreadable,
    reached,
    progressedAt: now,
    finishedAt: isEnd ? now : null,
  });
}

/** False for a row that does not open; it is marked, so that it keeps nothing from ending. */
async function rewrap(
  { tx, vault, now }: Setting,
  row: LiveTenantKey,
  target: MasterKeyName,
  dryRun: boolean,
): Promise<boolean> {
  try {
    const key = await vault.unwrap(row, placeOf(row));
    if (dryRun) return true;
    const wrapped = await vault.wrap(target, key, placeOf(row));
    await rewrapRow(tx, row, { ...wrapped, rewrappedAt: now });
    return true;
  } catch (error) {
    if (!(error instanceof EnvelopeError)) throw error;
    if (!dryRun) await rewrapRow(tx, row, { unreadableSince: now });
    return false;
  }
}

async function rewrapSealingKeys({ tx, vault }: Setting, target: MasterKeyName): Promise<void> {
  for (const row of await lockOtherSealingKeys(tx, target)) {
    const place = placeOfSealingKey(row.id, row.suite);
    const key = await vault.unwrap(row, place).catch((error: unknown) => {
      if (error instanceof EnvelopeError || error instanceof MasterKeyNotHeld) return null;
      throw error;
    });
    await rewrapSealingKey(tx, row, key && (await vault.wrap(target, key, place)));
  }
}

function targetOf({ kekKind, kekVersion }: RotationRow): MasterKeyName {
  if (kekKind === null || kekVersion === null) throw new Error("the rotation has not begun");
  return { kekKind, kekVersion };
}
