// The end of a call, whichever way it ended: what it used is metered, and what was set aside for it is corrected.
// The provider's own figures where they came; else a guess from what was delivered, which is marked as one.
import { MINUTE_MS } from "#lib/core/clock.ts";
import type { Span } from "#lib/core/tracing/tracer.ts";
import { decodeId, type Id } from "#lib/shared/ids.ts";
import type { ModelUse, SoundUse } from "#lib/verify/model-use.ts";
import type { KeyRecord } from "#lib/verify/record.ts";
import { type UsageEvent, usageEventOf } from "#lib/verify/usage-event.ts";
import { frameOf } from "#lib/verify/usage-line.ts";
import type { CallLabels, Verification } from "#lib/verify/verify.ts";
import type { GatewayDeps } from "./deps.ts";
import type { Figures } from "./forms/form.ts";
import { endModelSpan } from "./model-span.ts";
import { type ModelRef, nameOf } from "./models.ts";
import { costOf, type Price } from "./money.ts";
import { type CallPlan, priceFor, unitsOf } from "./plan.ts";
import { guessTokens, NOTHING, type Tally } from "./tally.ts";
import type { Target } from "./targets.ts";

/** No call lasts longer; after that a reservation is of a call that died. */
export const LONGEST_CALL_MS = 15 * MINUTE_MS;

/** One call, from its admission on. */
export interface OpenCall {
  record: KeyRecord;
  verification: Verification;
  plan: CallPlan;
  ownKey: boolean;
  /** On the clock of `nowMs`. */
  startedMs: number;
  at: Date;
  /** What is metered of it, but for what it used. */
  event: UsageEvent;
  /** Null when nothing is traced. */
  span: Span | null;
}

/** What became of it. */
export interface Ending {
  ref: ModelRef;
  target: Target | null;
  /** What the provider answered; null when it did not. */
  status: number | null;
  /** Null when the provider did no work. */
  figures: Figures | null;
  firstByteMs: number | null;
}

export interface Settled {
  costPico: bigint | null;
  estimated: boolean;
}

/** Notes, before the provider is asked, what the call may come to: should this process die, that is what is billed. */
export function openReservation(deps: GatewayDeps, call: OpenCall, ref: ModelRef, target: Target): void {
  const { plan, at } = call;
  const price = priceOf(deps, call, ref);
  const use = modelUse(
    call,
    { ref, target, status: null, figures: null, firstByteMs: null },
    plan.reserved,
    price,
    true,
    deps,
  );
  use.expires_at = new Date(at.getTime() + LONGEST_CALL_MS).toISOString();
  deps.verification.meter.record(eventOf(call, {}, use));
}

/** To be called once for each call that was admitted. */
export function settle(deps: GatewayDeps, call: OpenCall, ending: Ending): Settled {
  const { plan, record, verification } = call;
  const { tally, estimated } = usedBy(ending.figures, plan.reserved);
  const price = priceOf(deps, call, ending.ref);
  const units = unitsOf(tally, price);
  const differences = differencesOf(plan.units, units);
  const { limits, tenant, id: keyId } = record;
  if (!verification.degraded && limits.length > 0)
    deps.verification.limiter.settle(
      { tenantId: tenant.id, keyId, limits, amounts: differences },
      deps.nowMs() - call.startedMs,
    );
  if (ending.figures?.complete) deps.habits.note(keyId, ending.ref, tally.output);
  const { limits: states } = verification;
  const now = deps.verification.clock();
  deps.budgetMarks.note({ tenantId: tenant.id, keyId, limits, states, differences, now });
  const use = modelUse(call, ending, tally, price, estimated, deps);
  // What never reached a provider is a call to nobody.
  deps.verification.meter.record(eventOf(call, units, ending.target && use));
  if (call.span) endModelSpan(call.span, ending, use);
  return { costPico: use.cost_pico === null ? null : BigInt(use.cost_pico), estimated };
}

/** By meter, what was used less what was set aside. */
function differencesOf(reserved: Record<string, number>, used: Record<string, number>): Map<string, number> {
  const differences = new Map([["cost", 0]]);
  for (const meter in used) differences.set(meter, used[meter] as number);
  for (const meter in reserved) differences.set(meter, (used[meter] ?? 0) - (reserved[meter] as number));
  return differences;
}

/** Of a streamed answer in sound: 24,000 samples of 16 bits a second, and a token for 50 ms of it. */
const SPOKEN_CHARACTERS = 3_200;

/** A provider that did no work bills nothing; one whose figures never came is billed for what was delivered. */
function usedBy(figures: Figures | null, reserved: Tally): { tally: Tally; estimated: boolean } {
  if (!figures) return { tally: NOTHING, estimated: false };
  const { tally, complete, characters, soundCharacters = 0 } = figures;
  if (tally && complete) return { tally, estimated: false };
  const prompt = tally ?? { ...NOTHING, input: reserved.input };
  const spoken = Math.ceil(soundCharacters / SPOKEN_CHARACTERS);
  const output = Math.max(prompt.output, guessTokens(characters) + spoken);
  const heard = (tally ? tally.audio : reserved.audio)?.input ?? 0;
  const audio = { input: heard, output: Math.max(prompt.audio?.output ?? 0, spoken) };
  return {
    tally: { ...prompt, output, ...(audio.input + audio.output > 0 && { audio }) },
    estimated: true,
  };
}

function priceOf(deps: GatewayDeps, { plan, record, ownKey }: OpenCall, ref: ModelRef): Price | null {
  const [asked] = plan.refs;
  if (ref === asked || nameOf(ref) === nameOf(asked)) return plan.price;
  try {
    return priceFor(ref, record, ownKey, deps.prices);
  } catch {
    return null;
  }
}

function modelUse(
  call: OpenCall,
  { ref, target, status, firstByteMs }: Ending,
  tally: Tally,
  price: Price | null,
  estimated: boolean,
  deps: GatewayDeps,
): ModelUse {
  const micros = (ms: number) => Math.max(0, Math.round((ms - call.startedMs) * 1_000));
  return {
    provider: ref.provider,
    model: ref.model.slice(0, 256),
    payer:
      target?.payer ??
      (call.ownKey ? "request" : call.record.gateway.payer === "managed" ? "managed" : "byok"),
    credential_id: target?.credentialId ? uuidOfCredential(target.credentialId) : null,
    input_tokens: tally.input,
    cache_read_tokens: tally.cacheRead,
    cache_write_tokens: tally.cacheWrite,
    output_tokens: tally.output,
    reasoning_tokens: tally.reasoning,
    ...(tally.audio && soundOf(tally.audio, price)),
    cost_pico: price ? String(costOf(tally, price)) : null,
    input_price: price?.input ?? null,
    output_price: price?.output ?? null,
    cache_read_price: price?.cacheRead ?? null,
    cache_write_price: price?.cacheWrite ?? null,
    reasoning_price: price?.reasoning ?? null,
    status,
    streamed: call.plan.form.streams,
    estimated,
    first_byte_micros: firstByteMs === null ? null : micros(firstByteMs),
    total_micros: micros(deps.nowMs()),
  };
}

/** Only of calls with sound: the lines of all others stay short. */
function soundOf(audio: { input: number; output: number }, price: Price | null): SoundUse {
  return {
    audio_input_tokens: audio.input,
    audio_output_tokens: audio.output,
    audio_input_price: price?.audioInput ?? null,
    audio_output_price: price?.audioOutput ?? null,
  };
}

interface CallToMeter {
  secret: string;
  record: KeyRecord;
  labels: CallLabels;
  ip: string | null;
  at: Date;
  /** How long the key was judged; the whole call's time stands with its use of the model. */
  latencyMicros: number;
}

/** What is metered of a call that was admitted, but for what it used. */
export function eventOfCall(call: CallToMeter, deps: GatewayDeps): UsageEvent {
  const { secret, record, labels, ip, at, latencyMicros } = call;
  const { requestId, resource, userAgent, tags } = labels;
  const event = usageEventOf(
    {
      secret,
      record,
      outcome: "VALID",
      cost: 1,
      units: {},
      requestId,
      resource,
      userAgent,
      tags,
      ip,
      at,
      latencyMicros,
    },
    deps.verification.keyPrefix,
  );
  // It is noted twice: before the provider is asked, and when it has ended.
  event.frame = frameOf(event);
  return event;
}

function eventOf(
  { event }: Pick<OpenCall, "event">,
  units: Record<string, number>,
  use: ModelUse | null,
): UsageEvent {
  return { ...event, units: spentOf(units), use };
}

/** Null when nothing was spent. */
function spentOf(units: Record<string, number>): Record<string, number> | null {
  let spent: Record<string, number> | null = null;
  for (const meter in units) {
    const amount = units[meter] as number;
    if (amount <= 0) continue;
    spent ??= {};
    spent[meter] = amount;
  }
  return spent;
}

const CREDENTIALS_AT_MOST = 10_000;
const uuids = new Map<string, string | null>();

/** The same few come again and again; taking an id apart costs more than looking it up. */
function uuidOfCredential(id: Id<"cred">): string | null {
  const known = uuids.get(id);
  if (known !== undefined) return known;
  if (uuids.size >= CREDENTIALS_AT_MOST) uuids.clear();
  const uuid = decodeId("cred", id);
  uuids.set(id, uuid);
  return uuid;
}
