// The audit trail, page by page and entry by entry.
import type { Command } from "commander";
import type { AuditEntryView } from "#lib/audit/entry-view.ts";
import { findAuditEntry } from "#lib/audit/find-audit-entry.ts";
import { findPlatformAuditEntry } from "#lib/audit/find-platform-audit-entry.ts";
import { listAudit } from "#lib/audit/list-audit.ts";
import { listPlatformAudit } from "#lib/audit/list-platform-audit.ts";
import { notFound } from "#lib/core/errors.ts";
import type { Page } from "#lib/core/page.ts";
import { type Call, display, steps } from "../cli.ts";
import { shownTime } from "../screen.ts";

interface Narrowed {
  tenant?: string;
  action?: string;
  actor?: string;
  target?: string;
  search?: string;
  from?: string;
  to?: string;
  limit: string;
  cursor?: string;
}

const WHOSE = "of one tenant, by id or client id; left out, of all";

export function addReadingCommands(noun: Command): void {
  noun
    .command("list")
    .description("who did what, newest first")
    .option("--tenant <tenant>", WHOSE)
    .option("--action <actions>", "such as key.rotate, or key for all that is done to keys; with commas")
    .option("--actor <who>", "a part of the name of whoever did it, or their id")
    .option("--target <what>", "a part of the name of what it was done to, or its id")
    .option("--search <text>", "in the names of both")
    .option("--from <day>", "such as 2026-03-29")
    .option("--to <day>", "included")
    .option("--limit <number>", "at most 200", "50")
    .option("--cursor <cursor>", "the next page after one")
    .action(
      steps<Narrowed>(async (call) => {
        const { tenant, search: q, action, actor, target, from, to, limit, cursor } = call.options;
        const question = { q, action, actor, target, from, to, limit, cursor };
        const page = tenant
          ? await call.run(listAudit, question, await call.tenantId(tenant))
          : await call.run(listPlatformAudit, question);
        display(call, page, showEntries);
      }),
    );

  noun
    .command("show <entry>")
    .description("one entry, with what changed")
    .option("--tenant <tenant>", WHOSE)
    .action(
      steps<{ tenant?: string }>(async (call) => {
        const { tenant } = call.options;
        const [id] = call.args;
        const entry = tenant
          ? await call.run(findAuditEntry, { id }, await call.tenantId(tenant))
          : await call.run(findPlatformAuditEntry, { id });
        if (!entry) throw notFound("entry");
        display(call, entry, showEntry);
      }),
    );
}

const nameOf = ({ target }: AuditEntryView) => target && (target.label ?? target.id);

function showEntries({ items, nextCursor }: Page<AuditEntryView>, { screen }: Call<unknown>): void {
  screen.table(
    ["ID", "AT", "WHO", "DID", "TO", "TENANT"],
    items.map((entry) => [
      ...[entry.id, shownTime(entry.at), entry.actor.label, entry.action],
      ...[nameOf(entry), entry.tenant?.clientId ?? "platform"],
    ]),
  );
  if (nextCursor) screen.note(`There are more: --cursor ${nextCursor}`);
}

function showEntry(entry: AuditEntryView, { screen }: Call<unknown>): void {
  screen.card([
    ["id", entry.id],
    ["at", shownTime(entry.at)],
    ["who", entry.actor.label],
    ["did", `${entry.summary} (${entry.action})`],
    ["to", nameOf(entry)],
    ["tenant", entry.tenant?.clientId ?? "platform"],
    ["from", entry.ip],
    ["request", entry.requestId],
    ["hash", entry.hash],
  ]);
  if (entry.changes.length === 0) return;
  screen.table(
    ["FIELD", "BEFORE", "AFTER"],
    entry.changes.map(({ field, before, after }) => [field, before, after]),
  );
}
