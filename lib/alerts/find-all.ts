// Everything that any rule of anybody finds at a moment.
import type { Tx } from "#db/tenant.ts";
import type { AlertKind, SettingsOf } from "#lib/shared/alerts.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { DEFAULT_SETTINGS, type Rule } from "./defaults.ts";
import { readMeasures } from "./facts/measures.ts";
import { readNewNetworks } from "./facts/networks.ts";
import { readQuotas } from "./facts/quotas.ts";
import { countUnknown, readRefusals } from "./facts/recent-calls.ts";
import { readSpikes } from "./facts/spikes.ts";
import { readExpiring, readFailingCredentials, readLeaks, readNodes } from "./facts/states.ts";
import { readWakings } from "./facts/wakings.ts";
import type { Finding } from "./reconcile.ts";
import type { RuleBook } from "./rule-book.ts";
import { judgeCredential } from "./rules/credential-failing.ts";
import { judgeWaking } from "./rules/dormant-key.ts";
import type { Judged } from "./rules/judged.ts";
import { judgeExpiry } from "./rules/key-expiring.ts";
import { judgeLeak } from "./rules/key-leaked.ts";
import { judgeLag } from "./rules/metering-lag.ts";
import { judgeNewNetwork } from "./rules/new-network.ts";
import { judgeQuota } from "./rules/quota.ts";
import { judgeRefusals } from "./rules/refusals-burst.ts";
import { judgeSpike } from "./rules/spike.ts";
import { judgeThreshold } from "./rules/threshold.ts";
import { judgeUnknownKeys } from "./rules/unknown-keys-burst.ts";

export type RuleFinding = Finding & { of: Rule };

/** A fixed number of statements, however many tenants there are. */
export async function findAll(tx: Tx, now: Date, book: RuleBook): Promise<RuleFinding[]> {
  return [
    ...(await ofRefusals(tx, now, book)),
    ...(await ofUnknownKeys(tx, now, book)),
    ...judged(book, "new_network", await readNewNetworks(tx, now), judgeNewNetwork),
    ...judged(
      book,
      "spike",
      await readSpikes(
        tx,
        now,
        book.least("spike", ({ callsPerHour }) => callsPerHour),
      ),
      (facts, settings) => judgeSpike(facts, settings, now),
    ),
    ...judged(
      book,
      "dormant_key",
      await readWakings(
        tx,
        now,
        book.least("dormant_key", ({ quietDays }) => quietDays),
      ),
      judgeWaking,
    ),
    ...judged(
      book,
      "key_expiring",
      await readExpiring(tx, now, -book.least("key_expiring", ({ daysBefore }) => -Math.max(...daysBefore))),
      (facts, settings) => judgeExpiry(facts, settings, now),
    ),
    ...judged(book, "key_leaked", await readLeaks(tx, now), judgeLeak),
    ...judged(book, "credential_failing", await readFailingCredentials(tx, now), (facts, settings) =>
      judgeCredential(facts, settings, facts.tenantId === PLATFORM_TENANT ? "/providers" : "/provider-keys"),
    ),
    ...judged(
      book,
      "quota",
      await readQuotas(
        tx,
        now,
        book.least("quota", ({ percents }) => Math.min(...percents)),
      ),
      judgeQuota,
    ),
    ...judged(book, "metering_lag", (await readNodes(tx)).map(onPlatform), (facts, settings) =>
      judgeLag(facts, settings, now),
    ),
    ...(await ofOwnRules(tx, now, book)),
  ];
}

const onPlatform = <Facts>(facts: Facts) => ({ ...facts, tenantId: PLATFORM_TENANT });

function judged<K extends AlertKind, Facts extends { tenantId: Id<"ten"> }>(
  book: RuleBook,
  kind: K,
  found: readonly Facts[],
  judge: (facts: Facts, settings: SettingsOf[K]) => Judged | null,
): RuleFinding[] {
  return found.flatMap((facts) => {
    const rule = book.of(kind, facts.tenantId);
    const verdict = rule.enabled ? judge(facts, rule.settings) : null;
    return verdict ? [toFinding(facts.tenantId, rule, verdict)] : [];
  });
}

function toFinding(tenantId: Id<"ten">, rule: Rule, verdict: Judged): RuleFinding {
  return { ...verdict, tenantId, rule: rule.id, kind: rule.kind, of: rule };
}

async function ofRefusals(tx: Tx, now: Date, book: RuleBook): Promise<RuleFinding[]> {
  const windows = {
    usualMinutes: DEFAULT_SETTINGS.refusals_burst.windowMinutes,
    changed: book
      .changed("refusals_burst")
      .map(({ tenantId, settings: { windowMinutes } }) => ({ tenantId, windowMinutes })),
  };
  const least = book.least("refusals_burst", ({ refusedCalls }) => refusedCalls);
  const found = await readRefusals(tx, now, windows, least);
  return judged(book, "refusals_burst", found, (facts, settings) => judgeRefusals(facts, settings, now));
}

async function ofUnknownKeys(tx: Tx, now: Date, book: RuleBook): Promise<RuleFinding[]> {
  const { enabled, settings } = book.of("unknown_keys_burst", PLATFORM_TENANT);
  if (!enabled) return [];
  const calls = await countUnknown(tx, now, settings.windowMinutes);
  return judged(book, "unknown_keys_burst", [onPlatform({ calls })], (facts, set) =>
    judgeUnknownKeys(facts, set, now),
  );
}

async function ofOwnRules(tx: Tx, now: Date, book: RuleBook): Promise<RuleFinding[]> {
  const asked = book.own.map(({ tenantId, rule }) => ({ id: rule.id, tenantId, settings: rule.settings }));
  const measures = await readMeasures(tx, now, asked);
  return book.own.flatMap(({ tenantId, rule }) => {
    const measured = measures.get(rule.id);
    const facts = measured && { ruleName: rule.name, ...measured };
    const verdict = facts ? judgeThreshold(facts, rule.settings, now) : null;
    return verdict ? [toFinding(tenantId, rule, verdict)] : [];
  });
}
