/** Dollars for a million tokens with their cents: "2.5" → "$2.50"; what is smaller than a cent stays. */
export function priceText(dollars: string): string {
  const [whole, part = ""] = dollars.split(".");
  return `$${whole}.${part.padEnd(2, "0")}`;
}

/** What sound costs in and out: "$32.00 / $64.00"; null where it costs as much as words. */
export function audioText({
  audioInput,
  audioOutput,
}: Record<"audioInput" | "audioOutput", string | null>): string | null {
  if (audioInput === null && audioOutput === null) return null;
  return [audioInput, audioOutput]
    .map((dollars) => (dollars === null ? "–" : priceText(dollars)))
    .join(" / ");
}
