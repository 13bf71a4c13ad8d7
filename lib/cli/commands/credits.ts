// What tenants have prepaid.
import type { Command } from "commander";
import { grantCredit } from "#lib/billing/grant-credit.ts";
import { listCredits } from "#lib/billing/list-credits.ts";
import type { CreditEntryView, CreditsView } from "#lib/billing/view.ts";
import { formatMicros } from "#lib/shared/format.ts";
import { type Call, cli } from "../cli.ts";
import { shownTime } from "../screen.ts";
import { readDollars } from "../words.ts";

interface Tenant {
  tenant: string;
}

interface ListOptions extends Tenant {
  limit: string;
  cursor?: string;
}

export function credits(noun: Command): void {
  noun
    .command("list")
    .description("what is left, and what became of the rest, newest first")
    .requiredOption("--tenant <tenant>", "by id or client id")
    .option("--limit <number>", "at most 200", "50")
    .option("--cursor <cursor>", "the next page after one")
    .action(
      cli(listCredits, {
        tenant: ({ options, tenantId }: Call<ListOptions>) => tenantId(options.tenant),
        input: ({ options }: Call<ListOptions>) => ({ limit: options.limit, cursor: options.cursor }),
        show: showCredits,
      }),
    );

  noun
    .command("grant")
    .description("give credit, which the next invoices spend")
    .requiredOption("--tenant <tenant>", "by id or client id")
    .requiredOption("--amount <dollars>", "such as 25.00; negative takes back what was given")
    .requiredOption("--note <text>", "what it is for")
    .action(
      cli(grantCredit, {
        input: ({ options }: Call<Tenant & { amount: string; note: string }>) => ({
          tenant: options.tenant,
          amountMicros: readDollars(options.amount, "amount"),
          note: options.note,
        }),
        show: (entry: CreditEntryView, { screen }) =>
          screen.card([
            ["id", entry.id],
            ["amount", formatMicros(entry.amountMicros)],
            ["note", entry.note],
          ]),
      }),
    );
}

function showCredits({ balanceMicros, items, nextCursor }: CreditsView, { screen }: Call<unknown>): void {
  screen.card([["left", formatMicros(balanceMicros)]]);
  screen.table(
    ["AT", "KIND", "AMOUNT", "NOTE", "BY"],
    items.map((entry) => [
      ...[shownTime(entry.at), entry.kind, formatMicros(entry.amountMicros), entry.note, entry.by],
    ]),
  );
  if (nextCursor) screen.note(`More with --cursor ${nextCursor}`);
}
