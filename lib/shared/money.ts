// Amounts of money to the last micro: what stands on a bill adds up when somebody adds it up.
import { formatInteger } from "./format.ts";

const DECIMALS = 6;

/** 1234500000 → "$1,234.50", -64_600_000 → "−$64.60", 1_234_567 → "$1.234567": cents always, smaller parts when there are any. */
export function amountText(micros: number): string {
  const size = Math.abs(micros);
  const whole = Math.trunc(size / 1_000_000);
  const part = String(size - whole * 1_000_000)
    .padStart(DECIMALS, "0")
    .replace(/0{1,4}$/, "");
  return `${micros < 0 ? "−" : ""}$${formatInteger(whole)}.${part}`;
}

/** As a form holds it: 49_000_000 → "49", 1_250_000 → "1.25". */
export function dollarsOf(micros: number): string {
  const [whole, part = ""] = amountText(micros).replace(/[$,]/g, "").replace("−", "-").split(".");
  return Number(part) === 0 ? whole! : `${whole}.${part}`;
}

/** Micros of what was typed: "49", "$1,250.5", "-3.10"; null for what is no amount or has more than six decimals. */
export function microsOf(typed: string): number | null {
  const plain = typed.trim().replace("−", "-").replace("$", "").replaceAll(",", "");
  const found = /^(-?)(\d{1,9})(?:\.(\d{0,6}))?$/.exec(plain);
  if (!found) return null;
  const [, sign, whole, part = ""] = found;
  const micros = Number(whole) * 1_000_000 + Number(part.padEnd(DECIMALS, "0"));
  return sign ? -micros : micros;
}
