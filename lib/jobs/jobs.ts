// Every scheduled job of the worker.

import { evaluateAlerts } from "#lib/alerts/evaluate-alerts.ts";
import { learnNetworks } from "#lib/alerts/learn-networks.ts";
import { sweepAlerts } from "#lib/alerts/sweep-alerts.ts";
import { requestDailyChecks } from "#lib/credentials/request-daily-checks.ts";
import { sweepExports } from "#lib/exports/sweep-exports.ts";
import { sweepUnknownKeys } from "#lib/unknown-keys/sweep-unknown-keys.ts";
import { sweepVault } from "#lib/vault/sweep-vault.ts";
import { endPastVisits } from "#lib/visits/end-past-visits.ts";
import { sweepWebhooks } from "#lib/webhooks/sweep-webhooks.ts";
import { drawUpInvoices } from "./draw-up-invoices.ts";
import { forgetOldUsage } from "./forget-old-usage.ts";
import type { Job } from "./job.ts";
import { makePartitions } from "./make-partitions.ts";
import { proveUsageDays } from "./prove-usage-days.ts";
import { settleDeadCalls } from "./settle-dead-calls.ts";
import { shapeUsageDays } from "./shape-usage-days.ts";
import { sweep } from "./sweep.ts";
import { sweepCounters } from "./sweep-counters.ts";
import { sweepReceipts } from "./sweep-receipts.ts";
import { task } from "./task.ts";

export const JOBS: readonly Job[] = [
  makePartitions,
  shapeUsageDays,
  proveUsageDays,
  forgetOldUsage,
  drawUpInvoices,
  sweep,
  settleDeadCalls,
  task("*/15 * * * *", sweepCounters, {}),
  task("41 * * * *", sweepReceipts, {}),
  task("20 * * * *", sweepUnknownKeys, {}),
  task("17 * * * *", requestDailyChecks, {}),
  task("52 * * * *", sweepVault, {}),
  task("35 * * * *", sweepWebhooks, {}),
  task("29 * * * *", sweepExports, {}),
  task("* * * * *", learnNetworks, {}),
  task("* * * * *", evaluateAlerts, {}),
  task("26 3 * * *", sweepAlerts, {}),
  task("* * * * *", endPastVisits, {}),
];
