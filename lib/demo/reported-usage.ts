// What customers report as used by themselves: a few times a day, some of it two days late, and some of it twice.
import { DAY_MS } from "#lib/core/clock.ts";
import type { Deps } from "#lib/core/operation.ts";
import { storeReports } from "#lib/verify/report-store.ts";
import { randomFor } from "./random.ts";
import type { StoredKey } from "./stored-key.ts";
import { type KeyStory, USAGE_DAYS } from "./story.ts";

const PER_DAY = 4;
const REPEATED = 12;

/** Safe to repeat: a report counts once. */
export async function storeReported(
  { db }: Deps,
  { name, reported }: KeyStory,
  { key }: StoredKey,
  now: Date,
): Promise<void> {
  if (!reported) return;
  const random = randomFor(`${name} ${reported.meter}`);
  const reports = Array.from({ length: USAGE_DAYS * PER_DAY }, (_, place) => ({
    place,
    id: `${name}-${place}`,
    keyId: key.id,
    meter: reported.meter,
    quantity: 1 + Math.floor(random.next() * reported.most),
    at: new Date(now.getTime() - ((place + random.next()) * DAY_MS) / PER_DAY),
    resource: null,
    tags: null,
  }));
  await storeReports(db.sql, key.tenantId, reports);
  await storeReports(db.sql, key.tenantId, reports.slice(0, REPEATED));
}
