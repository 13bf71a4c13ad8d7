// The decision about a key, but for its limits: pure, total, and in this order: form, existence, state (revoked,
// expired, disabled), tenant, address, scopes, largest amount of one call. The first that fails is the answer.
import type { TokenForm } from "#lib/crypto/token.ts";
import { type Block, inBlocks, parseBlocks } from "#lib/http/client-address.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { Outcome } from "#lib/shared/outcomes.ts";
import type { KeyRecord } from "./record.ts";
import { missingScopes } from "./scopes.ts";

/** What a call asks for. */
export interface Question {
  /** All are needed. */
  scopes: readonly string[];
  /** How many `requests` it counts for; 0 asks without spending. */
  cost: number;
  /** Amounts of other meters. */
  units: Readonly<Record<string, number>>;
  /** Amounts that depend on the key; they take the place of `units` once everything else about it is good. */
  unitsFor?: (record: KeyRecord) => Readonly<Record<string, number>>;
  /** The end caller's address, or null when it is not known. */
  ip: string | null;
  /** The only tenant whose keys exist for whoever asks; null for all. */
  onlyTenant: Id<"ten"> | null;
}

export type LimitOutcome = "RATE_LIMITED" | "QUOTA_EXCEEDED" | "LIMITER_UNAVAILABLE";
export type Refusal = { code: Exclude<Outcome, "VALID" | LimitOutcome>; reason: string };
/** Good so far; limits come next. */
export type Decision = { code: "VALID" } | Refusal;

/** The longest secret there can be, in characters. */
const LONGEST = 512;

/** Whether it is worth looking at: of no text, and of megabytes, nothing is known. */
export function mayBeKey({ length }: string): boolean {
  return length > 0 && length <= LONGEST;
}

/** What a text must be refused for without looking it up; null when it may be a key. */
export function decideForm(form: TokenForm, length: number): Refusal | null {
  return form === "bad_checksum" || length === 0 || length > LONGEST
    ? { code: "MALFORMED", reason: "This is not a whole API key. Check that it was copied completely." }
    : null;
}

/** Decides about the key that was found, or about none. `now` is compared with expiries: at that moment they are over. */
export function decide(found: KeyRecord | null, question: Question, now: Date): Decision {
  const record = found && (question.onlyTenant ?? found.tenant.id) === found.tenant.id ? found : null;
  if (!record) return { code: "NOT_FOUND", reason: "This API key is not known." };
  return (
    refuseState(record, now) ??
    refuseTenant(record) ??
    refuseAddress(record, question.ip) ??
    refuseScopes(record, question.scopes) ??
    refuseAmounts(record, question) ?? { code: "VALID" }
  );
}

/** The amount of each meter that a call asks for. */
export function amountsOf({ cost, units }: Pick<Question, "cost" | "units">): ReadonlyMap<string, number> {
  if (cost === 1 && isEmpty(units)) return ONE_REQUEST;
  const amounts = new Map<string, number>();
  for (const meter in units) amounts.set(meter, units[meter] as number);
  return amounts.set("requests", cost);
}

/** What most calls ask for. */
const ONE_REQUEST: ReadonlyMap<string, number> = new Map([["requests", 1]]);

function refuseState(record: KeyRecord, now: Date): Refusal | null {
  if (record.revokedAt) return { code: "REVOKED", reason: "This API key was revoked." };
  if (isOver(record.expiresAt, now)) return { code: "EXPIRED", reason: "This API key has expired." };
  if (isOver(record.secret.expiresAt, now))
    return {
      code: "EXPIRED",
      reason: "This API key was replaced by a new one, and the time for changing over has ended.",
    };
  if (record.disabledAt) return { code: "DISABLED", reason: "This API key is switched off." };
  return null;
}

function refuseTenant({ tenant }: KeyRecord): Refusal | null {
  return tenant.suspendedAt
    ? { code: "TENANT_SUSPENDED", reason: "The account of this API key is suspended." }
    : null;
}

function refuseAddress({ ipAllow }: KeyRecord, ip: string | null): Refusal | null {
  if (ipAllow.length === 0 || (ip !== null && isAllowed(ip, ipAllow))) return null;
  return { code: "IP_NOT_ALLOWED", reason: "This API key may not be used from this address." };
}

function refuseScopes({ scopes }: KeyRecord, required: readonly string[]): Refusal | null {
  const missing = missingScopes(scopes, required);
  if (missing.length === 0) return null;
  return { code: "INSUFFICIENT_SCOPE", reason: `This API key lacks the scope ${missing.join(", ")}.` };
}

function refuseAmounts({ perRequest }: KeyRecord, question: Question): Refusal | null {
  if (isEmpty(perRequest)) return null;
  for (const [meter, amount] of amountsOf(question)) {
    const most = Object.hasOwn(perRequest, meter) ? perRequest[meter] : undefined;
    if (most !== undefined && amount > most)
      return {
        code: "UNITS_EXCEED_MAX",
        reason: `One call may ask for at most ${most} ${meter}; this one asks for ${amount}.`,
      };
  }
  return null;
}

function isOver(moment: Date | null, now: Date): boolean {
  return moment !== null && moment.getTime() <= now.getTime();
}

function isEmpty(record: Readonly<Record<string, number>>): boolean {
  return Object.keys(record).length === 0;
}

function isAllowed(ip: string, allowed: readonly string[]): boolean {
  const blocks = readBlocks.get(allowed) ?? allowed.flatMap(readBlock);
  readBlocks.set(allowed, blocks);
  return inBlocks(ip, blocks);
}

/** The lists of records, taken apart once. */
const readBlocks = new WeakMap<readonly string[], Block[]>();

/** A block that cannot be read allows nothing. */
function readBlock(text: string): Block[] {
  try {
    return parseBlocks([text]);
  } catch {
    return [];
  }
}
