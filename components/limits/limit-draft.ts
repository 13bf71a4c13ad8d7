// A limit while it is being typed: numbers are text, and each row keeps an identity of its own.
import type {
  FailurePolicy,
  Limit,
  PerRequest,
  QuotaLimit,
  QuotaWindow,
  RateLimit,
  RateWindow,
} from "#lib/shared/limits.ts";

export interface LimitDraft {
  rowId: string;
  /** Empty until somebody chooses one. */
  name: string;
  kind: Limit["kind"];
  meter: string;
  limit: string;
  window: string;
  burst: string;
  onFailure: FailurePolicy;
  /** Whether all keys of a tenant share it; plans only. */
  shared: boolean;
}

export interface PerRequestDraft {
  rowId: string;
  meter: string;
  max: string;
}

let rows = 0;

// Not crypto.randomUUID(): browsers have it on https and localhost only.
function nextRowId(): string {
  rows += 1;
  return `row-${rows}`;
}

/** A row to begin with: 100 requests a minute, named by the server. */
export function newLimitDraft(): LimitDraft {
  return {
    rowId: nextRowId(),
    name: "",
    kind: "rate",
    meter: "requests",
    limit: "100",
    window: "1m",
    burst: "0",
    onFailure: "local",
    shared: false,
  };
}

export function limitDraft(limit: Limit): LimitDraft {
  return {
    rowId: nextRowId(),
    name: limit.name,
    kind: limit.kind,
    meter: limit.meter,
    limit: String(limit.limit),
    window: limit.window,
    burst: limit.kind === "rate" ? String(limit.burst) : "0",
    onFailure: limit.onFailure,
    shared: limit.per === "tenant",
  };
}

/** What is sent for a limit: without a name, the server names it after its meter and window. */
export type LimitInput = RateInput | QuotaInput;
type RateInput = Omit<RateLimit, "name"> & { name?: string };
type QuotaInput = Omit<QuotaLimit, "name"> & { name?: string };

/** The limit that the row describes; what is not a number becomes 0, which the server refuses at that field. */
export function limitInput(draft: LimitDraft): LimitInput {
  const name = draft.name.trim();
  const base = {
    ...(name ? { name } : {}),
    meter: draft.meter.trim(),
    limit: Number(draft.limit) || 0,
    onFailure: draft.onFailure,
    ...(draft.shared && { per: "tenant" as const }),
  };
  return draft.kind === "rate"
    ? { ...base, kind: "rate", window: draft.window as RateWindow, burst: Number(draft.burst) || 0 }
    : { ...base, kind: "quota", window: draft.window as QuotaWindow };
}

export function newPerRequestDraft(): PerRequestDraft {
  return { rowId: nextRowId(), meter: "", max: "" };
}

export function perRequestDrafts(perRequest: PerRequest): PerRequestDraft[] {
  return Object.entries(perRequest).map(([meter, max]) => ({
    rowId: nextRowId(),
    meter,
    max: String(max),
  }));
}

/** Rows without a meter are left out. */
export function perRequestOf(drafts: PerRequestDraft[]): PerRequest {
  const named = drafts.filter((draft) => draft.meter.trim() !== "");
  return Object.fromEntries(named.map((draft) => [draft.meter.trim(), Number(draft.max) || 0]));
}
