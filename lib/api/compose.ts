// Puts a node together from what it is given: what it knows, what it counts, and what its routes are made with.
import { type Clock, DAY_MS, MINUTE_MS } from "#lib/core/clock.ts";
import { createEgress, type Egress } from "#lib/core/egress/guard.ts";
import { DomainError } from "#lib/core/errors.ts";
import type { Log } from "#lib/core/log.ts";
import type { Deps } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { credentialOpener, tagsOfCredential } from "#lib/credentials/credential-opener.ts";
import { createGatewayDeps } from "#lib/gateway/deps.ts";
import type { ProviderId } from "#lib/shared/providers.ts";
import { tagsOfToken, tokenAuthenticator } from "#lib/tokens/authenticate-token.ts";
import { countWrongDays } from "#lib/usage/count-wrong-days.ts";
import { withDeadline } from "#lib/verify/deadline.ts";
import { createVerifyDeps } from "#lib/verify/deps.ts";
import { FRESH_MS } from "#lib/verify/freshness.ts";
import { heardEverywhere } from "#lib/verify/heard-everywhere.ts";
import { readKeyUsage } from "#lib/verify/key-usage-store.ts";
import { createKnowledge } from "#lib/verify/knowledge-deps.ts";
import { createNodeMeter, type SpoolSettings } from "#lib/verify/meter-deps.ts";
import { ping } from "#lib/verify/store.ts";
import type { ApiContext } from "./context.ts";
import type { GitHubKeys } from "./leaks/github-keys.ts";
import { createMetrics } from "./metrics.ts";
import { VERSION } from "./version.ts";

const READY_MS = 2_000;

export interface NodeOptions {
  /** With the pool of the role keyhold_api, which stays the caller's to close. */
  deps: Deps;
  log: Log;
  /** Where usage is kept until it is stored. */
  spool: SpoolSettings;
  /** The way to providers; only to the public internet when left out. Stays the caller's to close. */
  egress?: Egress;
  /** Where a provider is instead of at its own address. */
  providerUrls?: Partial<Record<ProviderId, string>>;
  /** Providers that are told which trace a call belongs to. */
  tracedProviders?: readonly ProviderId[];
  /** By which GitHub's reports of leaks are known. */
  githubKeys?: GitHubKeys | null;
  /** Replaces the database's clock for the windows of limits, in tests. */
  windowClock?: Clock;
}

/** A node that does nothing yet: `isStopping` says whether the process is about to end. */
export function composeNode(options: NodeOptions, isStopping: () => boolean) {
  const { deps, log, egress = createEgress() } = options;
  const knowledge = createKnowledge({
    ...deps,
    log,
    version: VERSION,
    counts: () => meter.counts(),
  });
  const metrics = createMetrics({
    nodeId: knowledge.nodeId,
    usage: () => meter.counts(),
    oldestUsageMs: () => meter.oldestMs(),
    wrongUsageDays: () =>
      withDeadline(
        countWrongDays.execute(deps, systemPrincipal("metrics"), {}),
        READY_MS,
        () => new Error("too late"),
      ),
    limits: () => verification.limiter.counts(),
    freshnessMs: () => knowledge.freshness.ageMs(),
  });
  const { observer } = metrics;
  const meter = createNodeMeter(
    { ...deps, log, observer },
    { ...knowledge, version: VERSION },
    options.spool,
  );
  const verification = createVerifyDeps({ ...options, ...deps, knowledge, observer, meter });
  const openCredential = credentialOpener(deps, knowledge.directory(tagsOfCredential, MINUTE_MS));
  const context: ApiContext = {
    deps,
    log,
    metrics,
    changeLog: knowledge.changeLog,
    freshnessMs: () => knowledge.freshness.ageMs(),
    authenticate: tokenAuthenticator(deps, knowledge.directory(tagsOfToken, DAY_MS)),
    verification,
    egress,
    githubKeys: options.githubKeys ?? null,
    openCredential,
    gateway: createGatewayDeps({ ...options, ...deps, verification, openCredential, egress }),
    heardEverywhere: () => heardEverywhere(deps.db.sql),
    readUsage: (tenantId, keyId, now) => readKeyUsage(deps.db.sql, tenantId, keyId, now),
    async checkReady() {
      if (isStopping()) throw new DomainError("unavailable", "This process is about to end.");
      await withDeadline(ping(deps.db.sql), READY_MS, () => new Error("too late"));
      if (!knowledge.freshness.isFresh())
        throw new DomainError(
          "unavailable",
          `This process has not heard of changes for ${FRESH_MS / 1_000} seconds and looks every key up.`,
        );
    },
  };
  return { context, knowledge, meter };
}
