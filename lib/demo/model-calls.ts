// Calls to language models: what each used, at the price that held in its moment, as the gateway would have settled it.
import { uuidOf } from "#db/schema/columns.ts";
import { DAY_MS, MINUTE_MS } from "#lib/core/clock.ts";
import type { Deps } from "#lib/core/operation.ts";
import { costOf } from "#lib/gateway/money.ts";
import { unitsOf } from "#lib/gateway/plan.ts";
import { type PriceRow, pricesAt } from "#lib/gateway/price-book.ts";
import { readPrices } from "#lib/gateway/store.ts";
import { NOTHING, type Tally } from "#lib/gateway/tally.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import type { Question } from "#lib/verify/decide.ts";
import type { ModelUse } from "#lib/verify/model-use.ts";
import type { UsageEvent } from "#lib/verify/usage-event.ts";
import { oftenFirst } from "./question.ts";
import type { Random } from "./random.ts";
import { credentialCalled } from "./stage.ts";
import type { KeyStory, ModelStory, Traffic } from "./story.ts";

/** What the calls of one key are paid with, and what they cost. */
export interface ModelTerms {
  /** A uuid; null where the call brings a key of its own. */
  credentialOf(story: ModelStory): string | null;
  pricesOf(story: ModelStory): readonly PriceRow[];
}

/** Null for a key that calls no models. */
export async function modelTerms(
  deps: Deps,
  tenantId: Id<"ten">,
  { traffic = [] }: KeyStory,
): Promise<ModelTerms | null> {
  const stories = traffic.flatMap(({ models = [] }) => models);
  if (stories.length === 0) return null;
  const prices = Map.groupBy(await readPrices(deps.db.sql), nameOf);
  const credentials = new Map<ModelStory, string>();
  for (const story of stories) {
    if (story.credential === undefined) continue;
    const owner = story.payer === "managed" ? PLATFORM_TENANT : tenantId;
    credentials.set(story, uuidOf("cred", await credentialCalled({ deps }, owner, story.credential)));
  }
  return {
    credentialOf: (story) => credentials.get(story) ?? null,
    pricesOf: (story) => prices.get(nameOf(story)) ?? [],
  };
}

const nameOf = ({ provider, model }: { provider: string; model: string }) => `${provider}/${model}`;

interface AskedModel {
  question: Question;
  resource: string;
  use: ModelUse;
}

export function askModel(
  traffic: Traffic,
  terms: ModelTerms,
  { at, now }: { at: Date; now: Date },
  random: Random,
): AskedModel {
  const story = oftenFirst(traffic.models!, random);
  const price = pricesAt(terms.pricesOf(story), at).get(nameOf(story)) ?? null;
  const status = statusOf(story, (now.getTime() - at.getTime()) / DAY_MS, random);
  const estimated = status === 200 && random.chance(CUT_OFF);
  const tally = status === 200 ? tallyOf(story, random) : NOTHING;
  const firstByteMicros = status === null ? null : Math.round(480_000 * random.spread());
  const use: ModelUse = {
    provider: story.provider,
    model: story.model,
    payer: story.payer,
    credential_id: terms.credentialOf(story),
    input_tokens: tally.input,
    cache_read_tokens: tally.cacheRead,
    cache_write_tokens: tally.cacheWrite,
    output_tokens: tally.output,
    reasoning_tokens: tally.reasoning,
    cost_pico: price && String(costOf(tally, price)),
    input_price: price?.input ?? null,
    output_price: price?.output ?? null,
    cache_read_price: price?.cacheRead ?? null,
    cache_write_price: price?.cacheWrite ?? null,
    reasoning_price: price?.reasoning ?? null,
    status,
    streamed: random.chance(STREAMED),
    estimated,
    first_byte_micros: firstByteMicros,
    total_micros: (firstByteMicros ?? NO_ANSWER_MICROS) + tally.output * MICROS_PER_TOKEN,
  };
  const ip = random.pick(traffic.addresses);
  const units = Object.fromEntries(Object.entries(unitsOf(tally, price)).filter(([, amount]) => amount > 0));
  return { question: { scopes: [], cost: 1, units, ip, onlyTenant: null }, resource: pathOf(story), use };
}

/** Shares of calls: that a provider fails, that the caller leaves, that are answered bit by bit. */
const FAILED = 0.012;
const CUT_OFF = 0.01;
const STREAMED = 0.6;

const NO_ANSWER_MICROS = 30_000_000;
const MICROS_PER_TOKEN = 7_500;

function statusOf({ fails }: ModelStory, ago: number, random: Random): number | null {
  if (fails && ago <= fails.since) return fails.status;
  return random.chance(FAILED) ? random.pick([429, 429, 500, 503, null]) : 200;
}

function tallyOf({ prompt, answer, cached = 0, thinks = 0 }: ModelStory, random: Random): Tally {
  const whole = Math.round(prompt * random.spread());
  const cacheRead = random.chance(cached) ? Math.round(whole * 0.7) : 0;
  const output = Math.max(1, Math.round(answer * random.spread()));
  return {
    input: whole - cacheRead,
    cacheRead,
    cacheWrite: 0,
    output,
    reasoning: Math.round(output * thinks),
  };
}

function pathOf({ provider }: ModelStory): string {
  return provider === "anthropic" ? "POST /v1/messages" : "POST /v1/chat/completions";
}

const LAST = 3;
const LONGEST_CALL_MS = 15 * MINUTE_MS;

/** What was set aside for the last calls before they were made; their own events settle it. */
export function reservationsOf(events: readonly UsageEvent[], now: Date): UsageEvent[] {
  const expires_at = new Date(now.getTime() + LONGEST_CALL_MS).toISOString();
  const calls = events.filter(({ use }) => use).slice(-LAST);
  return calls.map((event) => ({ ...event, use: { ...event.use!, status: null, expires_at } }));
}
