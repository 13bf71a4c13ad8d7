// What a change of prices would change, model by model and figure by figure.
import { priceText } from "#components/prices/price-text.ts";
import type { PriceChange } from "#lib/prices/schemas.ts";
import { formatInteger } from "#lib/shared/format.ts";
import { type FigureChange, figureChanges, type PriceFigure } from "#lib/shared/price-changes.ts";

const FIGURE_NAMES: Record<PriceFigure, string> = {
  input: "input",
  output: "output",
  cacheRead: "cache read",
  cacheWrite: "cache write",
  reasoning: "thinking",
  audioInput: "audio in",
  audioOutput: "audio out",
  mostOutput: "longest answer",
};

export function PricePreview({ changes }: { changes: PriceChange[] }) {
  if (changes.length === 0) return <p className="text-sm text-muted-foreground">Nothing would change.</p>;
  return (
    <ul aria-label="What would change" className="max-h-48 overflow-y-auto text-xs">
      {changes.map(({ provider, model, before, after }) => (
        <li key={`${provider}/${model}`} className="py-0.5">
          <span className="wrap-anywhere font-mono">
            {provider}/{model}
          </span>
          : {before ? "" : "new, "}
          {figureChanges(before, after)
            .map((change) => figureText(change, before !== null))
            .join(", ")}
        </li>
      ))}
    </ul>
  );
}

/** "output $2.00 → $3.50"; of what is new, "output $3.50". */
function figureText({ figure, before, after }: FigureChange, known: boolean): string {
  const shown = (value: string | number | null) =>
    value === null ? "–" : typeof value === "number" ? formatInteger(value) : priceText(value);
  return `${FIGURE_NAMES[figure]} ${known ? `${shown(before)} → ` : ""}${shown(after)}`;
}
