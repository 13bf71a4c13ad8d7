// What alerts the demo's story would have raised: its calls are looked at as they were seen then, by the same rules,
// and people answer the ones that fire now.
import { and, eq, isNull, max } from "drizzle-orm";
import { alertRules, alerts, mails } from "#db/schema/index.ts";
import { onPlatform, type Tx } from "#db/tenant.ts";
import { acknowledgeAlert } from "#lib/alerts/acknowledge-alert.ts";
import { createAlertRule } from "#lib/alerts/create-alert-rule.ts";
import { evaluateAlerts } from "#lib/alerts/evaluate-alerts.ts";
import { learnNetworks } from "#lib/alerts/learn-networks.ts";
import { muteAlert } from "#lib/alerts/mute-alert.ts";
import { updateAlertRule } from "#lib/alerts/update-alert-rule.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";
import type { Deps } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { northwind } from "./northwind.ts";
import { admin, member, type Stage } from "./stage.ts";
import { INCIDENT, USAGE_DAYS } from "./story.ts";

/** Safe to repeat: what was looked at is not looked at again. */
export async function tellDemoAlerts(deps: Deps, startedAt: Date): Promise<void> {
  const at = (moment: Date): Deps => ({ ...deps, clock: () => moment });
  const today: Stage = { deps: at(startedAt), settle: async () => {} };
  const from = new Date(startedAt.getTime() - USAGE_DAYS * DAY_MS);
  await learnNetworks.execute(today.deps, systemPrincipal("demo"), { from });
  const rules = await rulesOfPlatform(deps);
  if (rules === 0) await hearOfFewUnknownKeys(today);
  const seen = await lastLook(deps);
  for (const moment of momentsBefore(startedAt)) if (!seen || moment > seen) await look(at(moment), moment);
  if (rules < 2) await measureRefusals(today);
  await look(today.deps, startedAt);
  await answer(today);
}

async function look(deps: Deps, moment: Date): Promise<void> {
  await evaluateAlerts.execute(deps, systemPrincipal("demo"), { inThePast: true }, (tx) =>
    keepUnsent(tx, moment),
  );
}

/** Once a day for a month, closely around the incident and the knocking, and every few hours of the last day. */
function momentsBefore(startedAt: Date): Date[] {
  const every = (count: number, apartMs: number, firstAgoMs: number) =>
    Array.from({ length: count }, (_, index) => startedAt.getTime() - firstAgoMs + index * apartMs);
  const moments = [
    ...every(30, DAY_MS, 30 * DAY_MS),
    ...every(9, 30 * MINUTE_MS, INCIDENT.ago * DAY_MS),
    ...every(8, HOUR_MS, 23.3 * DAY_MS),
    ...every(7, 3 * HOUR_MS, 21 * HOUR_MS),
  ];
  return moments.sort((a, b) => a - b).map((ms) => new Date(ms));
}

async function rulesOfPlatform({ db }: Deps): Promise<number> {
  return onPlatform(db, (tx) => tx.$count(alertRules, eq(alertRules.tenantId, PLATFORM_TENANT)));
}

async function hearOfFewUnknownKeys(stage: Stage): Promise<void> {
  const change = { ruleId: "unknown_keys_burst", settings: { calls: 25 } };
  await platformOwn(updateAlertRule).execute(stage.deps, await admin(stage), change);
}

async function measureRefusals(stage: Stage): Promise<void> {
  await platformOwn(createAlertRule).execute(stage.deps, await admin(stage), {
    name: "Many calls are refused across all tenants",
    settings: { metric: "refused_percent", comparison: "above", value: 2, windowMinutes: 1_440 },
  });
}

async function lastLook({ db }: Deps): Promise<Date | null> {
  const [row] = await onPlatform(db, (tx) => tx.select({ at: max(alerts.seenAt) }).from(alerts));
  return row?.at ?? null;
}

/** Nobody in the demo gets mail: it counts as sent. */
async function keepUnsent(tx: Tx, now: Date): Promise<void> {
  await tx
    .update(mails)
    .set({ sentAt: now, attempts: 1, text: "", html: "" })
    .where(and(eq(mails.kind, "alerts"), isNull(mails.sentAt)));
}

/** The owner of the largest tenant takes one on, and mutes another. */
async function answer(stage: Stage): Promise<void> {
  const owner = await member(stage, northwind.clientId, northwind.people[0]!.email);
  const firing = await onPlatform(stage.deps.db, (tx) =>
    tx
      .select()
      .from(alerts)
      .where(and(eq(alerts.tenantId, owner.tenantId!), alerts.firing))
      .orderBy(alerts.openedAt, alerts.id),
  );
  const [first, second] = firing;
  if (first && !first.acknowledgedAt)
    await acknowledgeAlert.execute(stage.deps, owner, {
      alertId: first.id,
      note: "We are talking to the team.",
    });
  if (second && !second.muted) {
    const until = new Date(stage.deps.clock().getTime() + 7 * DAY_MS).toISOString();
    await muteAlert.execute(stage.deps, owner, { alertId: second.id, until });
  }
}
