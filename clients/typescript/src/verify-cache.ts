// Remembers good answers for a moment. What is admitted from memory is counted with the next question about the key,
// and never exceeds a share of what was left of each limit. Keys are remembered as digests only.
import type { Changes, LimitState, Verdict, VerifyInput } from "./types.ts";

export interface CacheOptions {
  /** How long a good answer may be used again, in milliseconds. */
  maxAgeMs: number;
  /** The part of what is left of each limit that may be admitted from memory. */
  share?: number;
  /** Questions that are remembered. */
  most?: number;
}

export interface VerifyCache {
  verify(input: VerifyInput): Promise<Verdict>;
  /** Forgets what changed. */
  forget(changes: Pick<Changes, "all" | "keys" | "tenants">): void;
  /** Counts what was admitted from memory. */
  settle(): Promise<void>;
}

interface Entry {
  verdict: Verdict;
  untilMs: number;
  input: VerifyInput;
  /** Admitted from memory and not yet counted, by meter. */
  pending: Amounts;
}

type Amounts = Map<string, number>;

interface Deps {
  ask(input: VerifyInput): Promise<Verdict>;
  isFresh(): boolean;
  /** Milliseconds since 1970. */
  nowMs?(): number;
}

export function createVerifyCache(
  { ask, isFresh, nowMs = Date.now }: Deps,
  { maxAgeMs, share = 0.1, most = 10_000 }: CacheOptions,
): VerifyCache {
  const entries = new Map<string, Entry>();

  /** Asks, and counts with it what waits. What could not be counted waits on. */
  const askAndSettle = async (id: string, input: VerifyInput): Promise<Verdict> => {
    const known = entries.get(id);
    const waiting = known?.pending ?? new Map();
    if (known) known.pending = new Map();
    try {
      const verdict = await ask(withAmounts(input, waiting));
      if (verdict.valid) remember(id, input, verdict);
      else if (isShort(verdict) && known) put(known, waiting);
      else entries.delete(id);
      return verdict;
    } catch (error) {
      if (known) put(known, waiting);
      throw error;
    }
  };
  const put = (entry: Entry, amounts: Amounts) => {
    entry.untilMs = 0;
    for (const [meter, amount] of amounts) entry.pending.set(meter, (entry.pending.get(meter) ?? 0) + amount);
  };
  const remember = (id: string, input: VerifyInput, verdict: Verdict) => {
    const ends = verdict.expiresAt ? Date.parse(verdict.expiresAt) : Number.POSITIVE_INFINITY;
    const pending: Amounts = entries.get(id)?.pending ?? new Map();
    entries.delete(id);
    entries.set(id, { verdict, untilMs: Math.min(nowMs() + maxAgeMs, ends), input, pending });
    if (entries.size > most) void dropOldest();
  };
  const dropOldest = async () => {
    const [oldest] = entries;
    if (!oldest) return;
    entries.delete(oldest[0]);
    if (oldest[1].pending.size > 0) await ask(onlyAmounts(oldest[1])).catch(() => {});
  };

  return {
    async verify(input) {
      const id = await idOf(input);
      const entry = entries.get(id);
      if (!entry || !isFresh() || entry.untilMs <= nowMs()) return askAndSettle(id, input);
      const spent = sum(entry.pending, amountsOf(input));
      if (!fits(entry.verdict.limits, spent, share)) return askAndSettle(id, input);
      entry.pending = spent;
      return { ...entry.verdict, limits: entry.verdict.limits.map((limit) => after(limit, spent)) };
    },
    forget({ all, keys, tenants }) {
      if (all) entries.clear();
      if (keys.length + tenants.length === 0) return;
      for (const [id, { verdict }] of entries)
        if (keys.includes(verdict.keyId ?? "") || tenants.includes(verdict.tenant?.id ?? ""))
          entries.delete(id);
    },
    async settle() {
      const open = [...entries].filter(([, { pending }]) => pending.size > 0);
      await Promise.all(open.map(([id, entry]) => askAndSettle(id, { ...entry.input, cost: 0, units: {} })));
    },
  };
}

/** Whether all of `spent` stays within a share of what every limit had left. */
function fits(limits: readonly LimitState[], spent: Amounts, share: number): boolean {
  return limits.every(({ meter, remaining }) => (spent.get(meter) ?? 0) <= Math.floor(remaining * share));
}

const after = (limit: LimitState, spent: Amounts): LimitState => ({
  ...limit,
  remaining: Math.max(0, limit.remaining - (spent.get(limit.meter) ?? 0)),
});

const isShort = ({ status }: Verdict) => status === 429 || status === 503;

const amountsOf = ({ cost = 1, units = {} }: VerifyInput): Amounts =>
  new Map(
    [["requests", cost], ...Object.entries(units)].filter(([, amount]) => amount !== 0) as [string, number][],
  );

function sum(a: Amounts, b: Amounts): Amounts {
  const all = new Map(a);
  for (const [meter, amount] of b) all.set(meter, (all.get(meter) ?? 0) + amount);
  return all;
}

function withAmounts(input: VerifyInput, more: Amounts): VerifyInput {
  if (more.size === 0) return input;
  const { requests = 0, ...units } = Object.fromEntries(sum(amountsOf(input), more));
  return { ...input, cost: requests, units };
}

const onlyAmounts = ({ input, pending }: Entry): VerifyInput =>
  withAmounts({ ...input, cost: 0, units: {} }, pending);

/** Which question it is, whatever it costs. */
async function idOf({ key, scopes = [], resource, ip, userAgent, tags = [] }: VerifyInput): Promise<string> {
  const text = JSON.stringify([key, [...scopes].sort(), resource, ip, userAgent, [...tags].sort()]);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return String.fromCharCode(...new Uint8Array(digest));
}
