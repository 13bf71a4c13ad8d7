// What may be said of prices: dollars for a million tokens, as providers write them, kept in whole pico-USD per token.
import { z } from "zod";
import { PROVIDER_IDS } from "#lib/shared/providers.ts";

const PICO_PER_DOLLAR_PER_MILLION = 1_000_000;
const DOLLARS = /^\d{1,6}(\.\d{1,6})?$/;
const GIVE_DOLLARS = "Give dollars for a million tokens, such as 1.25.";

/** "1.25", in at most six places, so that a token costs a whole number of pico-USD. */
export const perMillion = z
  .union(
    [z.string().regex(DOLLARS, GIVE_DOLLARS), z.number().min(0, GIVE_DOLLARS).lt(1_000_000, GIVE_DOLLARS)],
    GIVE_DOLLARS,
  )
  .transform(String)
  .pipe(z.string().regex(DOLLARS, GIVE_DOLLARS));

const optional = z.union([z.literal("").transform(() => null), perMillion]).nullish();

export const PriceInput = z.strictObject({
  provider: z.enum(PROVIDER_IDS, "Name a provider, such as openai."),
  model: z
    .string("Name a model.")
    .trim()
    .min(1, "Name a model.")
    .max(200, "A model's name has at most 200 characters."),
  input: perMillion.describe("Dollars for a million tokens of the prompt."),
  output: perMillion.describe("Dollars for a million tokens of the answer."),
  cacheRead: optional.describe("Of the prompt, where it is read from a cache. Left out: as input."),
  cacheWrite: optional.describe("Of the prompt, where it is written to a cache. Left out: as input."),
  reasoning: optional.describe("Of the answer, where it is thinking. Left out: as output."),
  audioInput: optional.describe("Of the prompt, where it is sound. Left out: as input."),
  audioOutput: optional.describe("Of the answer, where it is sound. Left out: as output."),
  mostOutput: z.coerce
    .number()
    .int()
    .min(0)
    .max(10_000_000)
    .nullish()
    .describe("The most tokens of one answer."),
  source: z.string("Say where it was read.").trim().min(1, "Say where it was read.").max(500),
  asOf: z.iso.date("Give the day on which it was read, such as 2026-03-10."),
});

export const SetPrices = z.strictObject({
  prices: z
    .array(PriceInput, "Give a list of prices.")
    .min(1, "Give at least one price.")
    .max(1_000, "Give at most 1000 prices."),
  effectiveFrom: z.iso
    .datetime({ offset: true, error: "Give a time, such as 2026-04-01T00:00:00Z." })
    .nullish()
    .describe("Left out: from now on."),
  dryRun: z
    .boolean("Give true or false.")
    .default(false)
    .describe("Says what would change, and changes nothing."),
});
export type SetPricesInput = z.input<typeof SetPrices>;

const SORTED = ["model", "input", "output", "cacheRead", "cacheWrite", "asOf"] as const;
export type SortedBy = (typeof SORTED)[number];
type Direction = "asc" | "desc";
export const PRICE_SORTS = SORTED.flatMap((column) => [`${column}.asc` as const, `${column}.desc` as const]);
export type PriceSort = `${SortedBy}.${Direction}`;

export const ListPrices = z.strictObject({
  q: z
    .string()
    .trim()
    .max(200)
    .nullish()
    .describe("In the provider or the model, or in both as provider/model."),
  provider: z
    .array(z.enum(PROVIDER_IDS, "Name providers, such as openai."))
    .max(PROVIDER_IDS.length)
    .nullish()
    .describe("Only models of these providers."),
  sort: z
    .enum(PRICE_SORTS, `Sort by one of ${PRICE_SORTS.join(", ")}.`)
    .nullish()
    .describe("Left out: by provider and model. What has no such price comes last."),
});
export type ListPricesInput = z.input<typeof ListPrices>;

export const PriceView = z.strictObject({
  provider: z.string(),
  model: z.string(),
  input: z.string(),
  output: z.string(),
  cacheRead: z.string().nullable(),
  cacheWrite: z.string().nullable(),
  reasoning: z.string().nullable(),
  audioInput: z.string().nullable(),
  audioOutput: z.string().nullable(),
  mostOutput: z.int().nullable(),
  effectiveFrom: z.iso.datetime(),
  source: z.string(),
  asOf: z.string(),
});
export type PriceView = z.infer<typeof PriceView>;

export const PriceChange = z.strictObject({
  provider: z.string(),
  model: z.string(),
  change: z.enum(["new", "changed", "same"]),
  before: PriceView.nullable(),
  after: PriceView,
});
export type PriceChange = z.infer<typeof PriceChange>;

export function toPico(dollars: string): number {
  const [whole = "0", part = ""] = dollars.split(".");
  return Number(whole) * PICO_PER_DOLLAR_PER_MILLION + Number(part.padEnd(6, "0"));
}

export function toDollars(pico: number): string {
  const whole = Math.floor(pico / PICO_PER_DOLLAR_PER_MILLION);
  const part = String(pico % PICO_PER_DOLLAR_PER_MILLION)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return part === "" ? String(whole) : `${whole}.${part}`;
}
