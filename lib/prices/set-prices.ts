// Changes what models cost, from a moment on. What calls cost before stays as it was stamped on them.
import { command } from "#lib/core/operation.ts";
import { PRICE_FIGURES } from "#lib/shared/price-changes.ts";
import { type PriceRow, readHeld, toPriceView, writePrice } from "./queries.ts";
import { type PriceChange, SetPrices, toPico } from "./schemas.ts";

export const setPrices = command({
  name: "price.set",
  on: "platform",
  can: "billing:write",
  input: SetPrices,
  async run({ tx, now, audit, unchanged }, { prices, effectiveFrom, dryRun }) {
    const from = effectiveFrom ? new Date(effectiveFrom) : now;
    const held = new Map((await readHeld(tx, from)).map((row) => [`${row.provider}/${row.model}`, row]));
    const changes: PriceChange[] = [];
    for (const { input, output, mostOutput, ...rest } of prices) {
      const { cacheRead, cacheWrite, reasoning, audioInput, audioOutput, ...named } = rest;
      const optional = (dollars: string | null | undefined) => (dollars ? toPico(dollars) : null);
      const row: PriceRow = {
        ...named,
        input: toPico(input),
        output: toPico(output),
        cacheRead: optional(cacheRead),
        cacheWrite: optional(cacheWrite),
        reasoning: optional(reasoning),
        audioInput: optional(audioInput),
        audioOutput: optional(audioOutput),
        mostOutput: mostOutput ?? null,
        effectiveFrom: from,
        createdAt: now,
      };
      const name = `${row.provider}/${row.model}`;
      const before = held.get(name);
      const change = !before ? "new" : isSame(before, row) ? "same" : "changed";
      const views = { before: before ? toPriceView(before) : null, after: toPriceView(row) };
      changes.push({ provider: row.provider, model: row.model, change, ...views });
      if (dryRun || change === "same") continue;
      await writePrice(tx, row);
      held.set(name, row);
      audit({
        target: { type: "price", id: name, label: name },
        ...(views.before && { before: views.before }),
        after: views.after,
      });
    }
    if (dryRun || changes.every(({ change }) => change === "same")) unchanged();
    return { dryRun, changes };
  },
});

function isSame(before: PriceRow, after: PriceRow): boolean {
  return PRICE_FIGURES.every((figure) => before[figure] === after[figure]);
}
