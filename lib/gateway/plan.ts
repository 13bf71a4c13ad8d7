// What a call asks for and may come to, worked out once its key is known and before anything is spent.
import type { Limit } from "#lib/shared/limits.ts";
import { PROVIDERS, type ProviderId } from "#lib/shared/providers.ts";
import type { KeyRecord } from "#lib/verify/record.ts";
import { badRequest, notAllowed } from "./failure.ts";
import type { Form } from "./forms/form.ts";
import { type ModelRef, modelRef, nameOf, requireAllowed } from "./models.ts";
import { costOf, microsOf, type Price } from "./money.ts";
import type { PriceBook } from "./price-book.ts";
import { type Habits, reserve } from "./reservation.ts";
import { type Tally, tokensOf } from "./tally.ts";

/** How a path's body is sent to a provider; null when it cannot be. */
export type FormFor = (ref: ModelRef) => Form | null;

export interface CallPlan {
  /** The model asked for, then those to go on to. */
  refs: readonly [ModelRef, ...ModelRef[]];
  form: Form;
  price: Price | null;
  /** What is set aside. */
  reserved: Tally;
  units: Record<string, number>;
}

interface Asked {
  modelName: unknown;
  provider: ProviderId | null;
  formFor: FormFor;
  /** Whether a key came with the call, which then pays. */
  ownKey: boolean;
}

interface Known {
  prices: PriceBook;
  habits: Habits;
}

/** Throws what the caller is to be told when the call is not possible with this key. */
export function planCall(asked: Asked, record: KeyRecord, { prices, habits }: Known): CallPlan {
  const { gateway: terms } = record;
  const ref = modelRef(asked.modelName, terms.aliases, asked.provider);
  requireAllowed(ref, terms);
  const form = asked.formFor(ref);
  if (!form) throw badRequest(`${PROVIDERS[ref.provider].name} has nothing at this path.`, "model");
  const price = priceFor(ref, record, asked.ownKey, prices);
  const reserved = reserve(form, price?.mostOutput ?? null, habits.usual(record.id, ref));
  const named = terms.fallbacks[nameOf(ref)] ?? terms.fallbacks[String(asked.modelName)] ?? [];
  const fallbacks = asked.ownKey ? [] : named.map((name) => modelRef(name, terms.aliases, null));
  for (const other of fallbacks) requireAllowed(other, terms);
  return { refs: [ref, ...fallbacks], form, price, reserved, units: unitsOf(reserved, price) };
}

/** The amounts of the meters that a model uses. */
export function unitsOf(tally: Tally, price: Price | null): Record<string, number> {
  const tokens = tokensOf(tally);
  return price === null ? { tokens } : { tokens, cost: microsOf(costOf(tally, price)) };
}

/** Null for a call that goes on without a known price. */
export function priceFor(
  ref: ModelRef,
  { gateway, limits, perRequest }: KeyRecord,
  ownKey: boolean,
  prices: PriceBook,
): Price | null {
  const known = prices.find(ref);
  if (known) return known;
  if (gateway.unknownPrice === "ceiling") return prices.ceiling();
  const costsUs = !ownKey && (gateway.payer === "managed" || gateway.payer === "byok_then_managed");
  const isLimited = limits.some(ofCost) || Object.hasOwn(perRequest, "cost");
  if (gateway.unknownPrice === "deny" && (costsUs || isLimited))
    throw notAllowed(
      `The price of ${nameOf(ref)} is not known, so it cannot be held to a budget. An operator can add it.`,
      "unknown_price",
      "model",
    );
  return null;
}

const ofCost = ({ meter }: Limit) => meter === "cost";
