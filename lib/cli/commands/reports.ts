import type { Command } from "commander";
import { createReport } from "#lib/reports/create-report.ts";
import { listReports } from "#lib/reports/list-reports.ts";
import { revokeReport } from "#lib/reports/revoke-report.ts";
import type { ReportView, ReportWithLink } from "#lib/reports/view.ts";
import { confirmed } from "../ask.ts";
import { type Call, cli } from "../cli.ts";
import { shownTime } from "../screen.ts";
import { readDuration } from "../words.ts";

interface Tenant {
  tenant: string;
}

interface CreateOptions extends Tenant {
  title: string;
  view: string;
  expiresIn: string;
  freeze?: boolean;
  namesKeys?: boolean;
}

const tenant = ({ options, tenantId }: Call<Tenant>) => tenantId(options.tenant);
const TENANT = ["--tenant <tenant>", "by id or client id"] as const;

export function reports(noun: Command): void {
  noun
    .command("create")
    .description("make a link; it is shown once")
    .requiredOption(...TENANT)
    .requiredOption("--title <title>", "what stands over the report")
    .option("--view <parameters>", "as in the address of a usage page: range=7d&group=key", "")
    .option("--expires-in <days>", "from 1d to 90d", "30d")
    .option("--freeze", "keep the range where it is today")
    .option("--names-keys", "call keys by their names instead of numbers")
    .action(
      cli(createReport, {
        tenant,
        input: ({ options }: Call<CreateOptions>) => ({
          title: options.title,
          search: options.view,
          expiresInDays: readDuration(options.expiresIn, "expires-in") / 86_400,
          frozen: options.freeze,
          namesKeys: options.namesKeys,
        }),
        show: showLink,
      }),
    );

  noun
    .command("list")
    .description("newest first")
    .requiredOption(...TENANT)
    .option("--limit <number>", "at most 200", "200")
    .action(
      cli(listReports, {
        tenant,
        input: ({ options }: Call<Tenant & { limit: string }>) => ({ limit: options.limit }),
        show: showReports,
      }),
    );

  noun
    .command("revoke <report>")
    .description("end a link for good")
    .requiredOption(...TENANT)
    .option("-y, --yes", "do not ask")
    .action(
      cli(revokeReport, {
        tenant,
        async input({ args, options }: Call<Tenant & { yes?: boolean }>) {
          await confirmed("Whoever holds the link will see nothing any more. Revoke it?", options.yes);
          return { reportId: args[0] };
        },
        show: showReport,
      }),
    );
}

function showReports({ items }: { items: ReportView[] }, { screen }: Call<unknown>): void {
  screen.table(
    ["ID", "TITLE", "STATUS", "VIEW", "EXPIRES", "OPENED", "LAST"],
    items.map((report) => [
      report.id,
      report.title,
      report.status,
      report.search,
      shownTime(report.expiresAt),
      report.timesOpened,
      shownTime(report.lastOpenedAt) ?? "never",
    ]),
  );
}

function showReport(report: ReportView, { screen }: Call<unknown>): void {
  screen.card([
    ["id", report.id],
    ["title", report.title],
    ["status", report.status],
    ["view", report.search],
    ["expires", shownTime(report.expiresAt)],
  ]);
}

function showLink(report: ReportWithLink, call: Call<unknown>): void {
  showReport(report, call);
  call.screen.note("The link, shown this once:");
  call.screen.line(report.url);
}
