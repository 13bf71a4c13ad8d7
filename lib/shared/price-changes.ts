// What a change of a price changes, figure by figure.

export const PRICE_FIGURES = [
  ...(["input", "output", "cacheRead", "cacheWrite"] as const),
  ...(["reasoning", "audioInput", "audioOutput", "mostOutput"] as const),
];
export type PriceFigure = (typeof PRICE_FIGURES)[number];

export type PriceFigures = Readonly<Record<PriceFigure, string | number | null>>;

export interface FigureChange {
  figure: PriceFigure;
  before: string | number | null;
  after: string | number | null;
}

/** Those that differ; of what is new, those that it has. */
export function figureChanges(before: PriceFigures | null, after: PriceFigures): FigureChange[] {
  return PRICE_FIGURES.filter((figure) => (before?.[figure] ?? null) !== after[figure]).map((figure) => ({
    figure,
    before: before?.[figure] ?? null,
    after: after[figure],
  }));
}
