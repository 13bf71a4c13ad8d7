import type { Command } from "commander";
import { DAY_MS } from "#lib/core/clock.ts";
import { invalidField } from "#lib/core/errors.ts";
import { proveUsage, type UsageProof } from "#lib/usage/prove-usage.ts";
import { rerollUsage } from "#lib/usage/reroll-usage.ts";
import { type Call, display, steps } from "../cli.ts";
import { hereOnly } from "../here-only.ts";

interface Options {
  from: string;
  to?: string;
}

export function addDaysCommands(noun: Command): void {
  hereOnly(noun.command("prove"))
    .description("whether the sums of days are what their calls come to, to the unit")
    .requiredOption("--from <day>", "the first UTC day, such as 2026-03-29")
    .option("--to <day>", "the last; the first alone when it is left out")
    .action(
      steps<Options>(async (call) => {
        const proofs: UsageProof[] = [];
        for (const day of daysOf(call.options)) proofs.push(await call.run(proveUsage, { day }));
        display(call, { items: proofs }, showProofs);
        if (proofs.some(({ differences }) => differences > 0)) process.exitCode = 1;
      }),
    );
  hereOnly(noun.command("reroll"))
    .description("add the calls of days up again, each day in one go; calls that come meanwhile wait")
    .requiredOption("--from <day>", "the first UTC day, such as 2026-03-29")
    .option("--to <day>", "the last; the first alone when it is left out")
    .action(
      steps<Options>(async (call) => {
        const items = [];
        for (const day of daysOf(call.options)) items.push(await call.run(rerollUsage, { day }));
        display(call, { items }, (output, { screen }) =>
          screen.table(
            ["DAY", "ROWS"],
            output.items.map(({ day, rows }) => [day, rows]),
          ),
        );
      }),
    );
}

const MOST_DAYS = 1_000;

/** Each day from the first to the last, both included. */
function daysOf({ from, to = from }: Options): string[] {
  const [first, last] = [dayOf("from", from), dayOf("to", to)];
  if (last < first) throw invalidField("to", "Give a day that is not before the first.");
  const count = (last - first) / DAY_MS + 1;
  if (count > MOST_DAYS) throw invalidField("to", `Give at most ${MOST_DAYS} days.`);
  return Array.from({ length: count }, (_, day) => new Date(first + day * DAY_MS).toISOString().slice(0, 10));
}

function dayOf(field: string, text: string): number {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(at))
    throw invalidField(field, "Give a day, such as 2026-03-29.");
  return at;
}

function showProofs({ items }: { items: UsageProof[] }, { screen }: Call<unknown>): void {
  const wrong = (found: Record<string, number>) =>
    Object.entries(found)
      .filter(([, count]) => count > 0)
      .map(([table, count]) => `${table}: ${count}`)
      .join(", ");
  screen.table(
    ["DAY", "CALLS", "ROWS THAT DIFFER"],
    items.map(({ day, calls, differences, found }) => [day, calls, differences === 0 ? 0 : wrong(found)]),
  );
}
