/** Dollars for a million tokens with their cents: "2.5" → "$2.50"; what is smaller than a cent stays. */
export function priceText(dollars: string): string {
  const [whole, part = ""] = dollars.split(".");
  return `$${whole}.${part.padEnd(2, "0")}`;
}
