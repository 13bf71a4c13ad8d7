// All that this server asks of Keyhold. It holds a service token and three issued keys, and never a provider's key.
import "server-only";
import { Keyhold, NotFoundError } from "#clients/typescript/src/index.ts";

export const KEYHOLD_URL = process.env.KEYHOLD_URL ?? "http://localhost:4000";
export const TENANT = process.env.KEYHOLD_TENANT ?? "crew";
/** The contract of a key says whose provider key it spends. */
export const KEYS: Record<string, string | undefined> = {
  managed: process.env.KEYHOLD_KEY_MANAGED,
  byok: process.env.KEYHOLD_KEY_BYOK,
  request: process.env.KEYHOLD_KEY_REQUEST,
};

export const keyhold = new Keyhold({ baseUrl: KEYHOLD_URL, token: process.env.KEYHOLD_SERVICE_TOKEN ?? "" });
const holder = new Keyhold({ baseUrl: KEYHOLD_URL, token: KEYS.managed ?? "" });

export interface Meter {
  used: number;
  included: number;
  /** When it begins anew. */
  renews: Date;
}

/** How many of the month's generations the team has used. */
export async function generations(): Promise<Meter> {
  const { limits } = await holder.send<Me>("GET", "/v1/me", { repeatable: true });
  const { limit, remaining, resetMs } = limits.find(({ name }) => name === "generations") ?? NONE;
  return { used: limit - remaining, included: limit, renews: new Date(Date.now() + resetMs) };
}

interface Me {
  limits: { name: string; limit: number; remaining: number; resetMs: number }[];
}
const NONE = { limit: 0, remaining: 0, resetMs: 0 };

/** What the team's plan lets it ask for. */
export async function models(): Promise<string[]> {
  const { data } = await holder.send<{ data: { id: string }[] }>("GET", "/v1/models", { repeatable: true });
  return data.map(({ id }) => id);
}

export interface Receipt {
  payer: "managed" | "byok" | "request";
  model: string;
  inputTokens: number;
  outputTokens: number;
  /** Dollars, exactly; null when the model has no price. */
  cost: string | null;
}

const RECEIPT_AFTER_MS = [100, 200, 300, 500, 1_000, 2_000];

/** What a call came to, once that is in the ledger; null when it takes too long. */
export async function receiptOf(requestId: string): Promise<Receipt | null> {
  const path = `/v1/usage/model-calls/${requestId}`;
  for (const ms of RECEIPT_AFTER_MS) {
    await new Promise((resolve) => setTimeout(resolve, ms));
    const found = await keyhold.send<Receipt>("GET", path, { query: { tenant: TENANT } }).catch(orNull);
    if (found) return found;
  }
  return null;
}

function orNull(error: unknown): null {
  if (error instanceof NotFoundError) return null;
  throw error;
}
