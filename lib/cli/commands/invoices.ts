// Invoices: looked at, issued, paid, voided, adjusted, and as files.
import type { Command } from "commander";
import { adjustInvoice } from "#lib/billing/adjust-invoice.ts";
import { getAnyInvoice } from "#lib/billing/get-any-invoice.ts";
import { issueInvoice } from "#lib/billing/issue-invoice.ts";
import { listAllInvoices } from "#lib/billing/list-all-invoices.ts";
import { listInvoices } from "#lib/billing/list-invoices.ts";
import { payInvoice } from "#lib/billing/pay-invoice.ts";
import { upcomingInvoice } from "#lib/billing/upcoming-invoice.ts";
import type { InvoiceLineView, InvoiceView, UpcomingView } from "#lib/billing/view.ts";
import { voidInvoice } from "#lib/billing/void-invoice.ts";
import type { Page } from "#lib/core/page.ts";
import { formatMicros } from "#lib/shared/format.ts";
import { confirmed } from "../ask.ts";
import { type Call, cli, display, steps } from "../cli.ts";
import { giveUpFile, reserveFile } from "../private-output.ts";
import { type Screen, shownTime } from "../screen.ts";
import { readDollars, readList } from "../words.ts";

interface ListOptions {
  tenant?: string;
  search?: string;
  status?: string;
  from?: string;
  to?: string;
  limit: string;
  cursor?: string;
}

export function invoices(noun: Command): void {
  noun
    .command("list")
    .description("newest first")
    .option("--tenant <tenant>", "of one tenant, by id or client id")
    .option("--search <text>", "in the number or the tenant's name")
    .option("--status <states>", "draft, open, overdue, paid or void, with commas")
    .option("--from <month>", "the first month, such as 2026-01")
    .option("--to <month>", "the last month")
    .option("--limit <number>", "at most 200", "50")
    .option("--cursor <cursor>", "the next page after one")
    .action(steps<ListOptions>(list));

  noun
    .command("show <invoice>")
    .description("one invoice with its lines, by its id")
    .action(
      cli(getAnyInvoice, { input: ({ args }: Call<object>) => ({ invoiceId: args[0] }), show: showInvoice }),
    );

  noun
    .command("upcoming")
    .description("what the running month comes to until now, and what it will come to")
    .requiredOption("--tenant <tenant>", "by id or client id")
    .action(
      cli(upcomingInvoice, {
        tenant: ({ options, tenantId }: Call<{ tenant: string }>) => tenantId(options.tenant),
        input: () => ({}),
        show: showUpcoming,
      }),
    );

  changes(noun);

  noun
    .command("pdf <invoice>")
    .description("write an invoice as a PDF file")
    .option("--out <path>", "where to; its own name in this folder when left out")
    .action(steps<{ out?: string }>(writePdf));
}

function changes(noun: Command): void {
  noun
    .command("issue <invoice>")
    .description("issue a draft now: it gets its number, and whoever is billed is told")
    .option("-y, --yes", "do not ask")
    .action(
      cli(issueInvoice, {
        async input({ args, options }: Call<{ yes?: boolean }>) {
          await confirmed("What is issued cannot be changed any more. Issue it?", options.yes);
          return { invoiceId: args[0] };
        },
        show: showInvoice,
      }),
    );

  noun
    .command("pay <invoice>")
    .description("note that an invoice was paid")
    .option("--at <time>", "when, in RFC 3339; now when left out")
    .option("--reference <text>", "such as the number of a transfer")
    .action(
      cli(payInvoice, {
        input: ({ args, options }: Call<{ at?: string; reference?: string }>) => ({
          invoiceId: args[0],
          paidAt: options.at,
          reference: options.reference,
        }),
        show: showInvoice,
      }),
    );

  noun
    .command("void <invoice>")
    .description("end an invoice or a draft that nobody shall pay; credit that it spent comes back")
    .requiredOption("--reason <text>", "why")
    .option("-y, --yes", "do not ask")
    .action(
      cli(voidInvoice, {
        async input({ args, options }: Call<{ reason: string; yes?: boolean }>) {
          await confirmed("It is void for good. End it?", options.yes);
          return { invoiceId: args[0], reason: options.reason };
        },
        show: showInvoice,
      }),
    );

  noun
    .command("adjust <invoice>")
    .description("add a line to a draft by hand")
    .requiredOption("--text <text>", "what it is for")
    .requiredOption("--amount <dollars>", "before tax; negative for what is taken off, such as -12.50")
    .action(
      cli(adjustInvoice, {
        input: ({ args, options }: Call<{ text: string; amount: string }>) => ({
          invoiceId: args[0],
          text: options.text,
          amountMicros: readDollars(options.amount, "amount"),
        }),
        show: showInvoice,
      }),
    );
}

async function list(call: Call<ListOptions>): Promise<void> {
  const { tenant, search: q, status, from, to, limit, cursor } = call.options;
  const asked = { q, status: status === undefined ? undefined : readList(status), from, to, limit, cursor };
  const page =
    tenant === undefined
      ? await call.run(listAllInvoices, asked)
      : await call.run(listInvoices, asked, await call.tenantId(tenant));
  display(call, page, showInvoices);
}

/** Drawn here, wherever the invoice is. */
async function writePdf(call: Call<{ out?: string }>): Promise<void> {
  const invoice = await call.run(getAnyInvoice, { invoiceId: call.args[0] });
  const { invoiceFileName, renderInvoicePdf } = await import("#lib/billing/pdf.ts");
  const path = call.options.out ?? invoiceFileName(invoice);
  const file = await reserveFile(path);
  try {
    const bytes = await renderInvoicePdf(invoice);
    await file.write(bytes);
    await file.close();
    display(call, { path, size: bytes.byteLength }, (_, { screen }) =>
      screen.note(`${path}: ${bytes.byteLength} bytes`),
    );
  } catch (error) {
    await giveUpFile(file, path);
    throw error;
  }
}

function showInvoices({ items, nextCursor }: Page<InvoiceView>, { screen }: Call<unknown>): void {
  screen.table(
    ["ID", "NUMBER", "TENANT", "MONTH", "STATUS", "TOTAL", "TO PAY", "DUE"],
    items.map((invoice) => [
      ...[invoice.id, invoice.number, invoice.tenant.clientId, invoice.month, invoice.status],
      ...[formatMicros(invoice.totalMicros), formatMicros(invoice.dueMicros), shownTime(invoice.dueAt)],
    ]),
  );
  if (nextCursor) screen.note(`More with --cursor ${nextCursor}`);
}

function showInvoice(invoice: InvoiceView, { screen }: Call<unknown>): void {
  screen.card([
    ["id", invoice.id],
    ["number", invoice.number],
    ["status", invoice.status],
    ["tenant", invoice.tenant.clientId],
    ["month", invoice.month],
    ["issued", shownTime(invoice.issuedAt)],
    ["due", shownTime(invoice.dueAt)],
    ["paid", shownTime(invoice.paidAt)],
    ["void", invoice.voidReason],
  ]);
  showLines(invoice.lines, screen);
  showSums(invoice, screen);
}

function showUpcoming(upcoming: UpcomingView, { screen }: Call<unknown>): void {
  screen.card([
    ["month", upcoming.month],
    ["plan", upcoming.plan.name],
    ["credit", formatMicros(upcoming.creditBalanceMicros)],
  ]);
  showLines(upcoming.lines, screen);
  showSums(upcoming, screen);
  const { forecast } = upcoming;
  if (forecast) screen.note(`At this pace the month will come to ${formatMicros(forecast.totalMicros)}.`);
}

function showLines(lines: InvoiceLineView[], screen: Screen): void {
  screen.table(
    ["WHAT", "QUANTITY", "INCLUDED", "BILLED", "AMOUNT"],
    lines.map((line) => [
      ...[line.text, counted(line, "quantity"), counted(line, "included"), counted(line, "billed")],
      formatMicros(line.amountMicros),
    ]),
  );
}

/** What managed models cost is money itself. */
function counted(line: InvoiceLineView, figure: "quantity" | "included" | "billed"): string | number | null {
  const value = line[figure];
  return value !== null && line.meter === "cost" ? formatMicros(value) : value;
}

function showSums(sums: Pick<InvoiceView, "totalMicros" | "dueMicros">, screen: Screen): void {
  screen.card([
    ["total", formatMicros(sums.totalMicros)],
    ["to pay", formatMicros(sums.dueMicros)],
  ]);
}
