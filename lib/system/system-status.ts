import { z } from "zod";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";
import { query } from "#lib/core/operation.ts";
import { findingsOf, listNodes, type NodeView } from "./nodes.ts";
import {
  databaseFacts,
  directoryCounts,
  eventPartitions,
  mailFacts,
  migrationsApplied,
  newestRollUp,
  type PartitionFacts,
  type ProofFacts,
  processConnections,
  proofFacts,
} from "./queries.ts";

export interface Finding {
  level: "warning" | "danger";
  text: string;
}

/** Plain JSON; instants are RFC 3339. */
export interface SystemStatusView {
  node: string;
  database: { version: string; bytes: number; connections: number; mostConnections: number };
  migrations: { applied: number; last: string | null };
  /** Kinds of processes that hold connections at this moment. */
  processes: { role: string; connections: number }[];
  /** Processes that verify, and the usage that they took. */
  nodes: NodeView[];
  partitions: PartitionFacts;
  /** Whether the sums of days were found to be what their calls come to. */
  proofs: ProofFacts;
  mail: { waiting: number; failed: number; oldestWaiting: string | null };
  directory: { tenants: number; users: number };
  /** The beginning of the newest quarter hour with calls. Events and roll-ups are written in one transaction. */
  newestBucket: string | null;
  /** What somebody should look at; empty when all is well. */
  findings: Finding[];
  asOf: string;
}

/** How this installation is doing. */
export const systemStatus = query({
  name: "system.status",
  on: "platform",
  can: "system:read",
  input: z.strictObject({}),
  async run({ tx, now }): Promise<SystemStatusView> {
    const database = await databaseFacts(tx);
    const migrations = await migrationsApplied(tx);
    const partitions = await eventPartitions(tx);
    const mail = await mailFacts(tx);
    const newest = await newestRollUp(tx);
    const status = {
      node: process.versions.node,
      database,
      migrations: {
        applied: migrations.applied,
        last: migrations.lastMillis === null ? null : new Date(migrations.lastMillis).toISOString(),
      },
      processes: await processConnections(tx),
      nodes: await listNodes(tx),
      partitions,
      proofs: await proofFacts(tx),
      mail: { waiting: mail.waiting, failed: mail.failed, oldestWaiting: mail.oldest?.toISOString() ?? null },
      directory: await directoryCounts(tx),
      newestBucket: newest?.toISOString() ?? null,
      asOf: now.toISOString(),
    };
    return { ...status, findings: [...findingsOf(status.nodes), ...findingsIn(status, now)] };
  },
});

const DAYS_AHEAD = 2;
const MAIL_PATIENCE_MS = 15 * MINUTE_MS;

function findingsIn(status: Omit<SystemStatusView, "findings">, now: Date): Finding[] {
  const { partitions, proofs, mail, database, processes } = status;
  const findings: (Finding | false)[] = [
    (!partitions.lastDay ||
      Date.parse(partitions.lastDay) < now.getTime() + DAYS_AHEAD * DAY_MS - 24 * HOUR_MS) && {
      level: "danger",
      text: "There is no partition for tomorrow's events. The worker makes them; see that it runs.",
    },
    proofs.wrongDays > 0 && {
      level: "danger",
      text: `The sums of usage of ${proofs.wrongDays} days differ from their calls. See "keyhold usage prove" and "reroll".`,
    },
    ...["api", "worker"].map(
      (role): Finding | false =>
        !processes.some((running) => running.role === role) && {
          level: "warning",
          text: `No ${role} process is connected to the database. Start one with "npm run ${role}".`,
        },
    ),
    database.connections > 0.8 * database.mostConnections && {
      level: "warning",
      text: `${database.connections} of ${database.mostConnections} database connections are taken.`,
    },
    mail.failed > 0 && { level: "warning", text: `${mail.failed} e-mails could not be sent.` },
    mail.oldestWaiting !== null &&
      now.getTime() - Date.parse(mail.oldestWaiting) > MAIL_PATIENCE_MS && {
        level: "warning",
        text: `${mail.waiting} e-mails wait to be sent or read in the outbox.`,
      },
  ];
  return findings.filter((finding) => finding !== false);
}
