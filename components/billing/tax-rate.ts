// Rates of tax between what people type and hundredths of a percent.

/** 1900 → "19", 750 → "7.5". */
export const percentOf = (basisPoints: number): string => String(basisPoints / 100);

/** "19" → 1900; null of nothing; what is no percentage becomes what the server refuses. */
export function rateOf(percent: string): number | null {
  const plain = percent.replace("%", "").trim();
  if (plain === "") return null;
  return /^\d{1,3}(\.\d{0,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : -1;
}
