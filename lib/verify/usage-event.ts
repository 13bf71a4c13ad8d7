// What is kept of a verification: never the secret, whatever text it was hidden in.
import { encodeId, type Id, newId, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import type { Environment, Outcome } from "#lib/shared/outcomes.ts";
import type { ModelUse } from "./model-use.ts";
import type { KeyRecord } from "./record.ts";
import type { RefusedSecret } from "./refused-secret.ts";

/** What the lines of one call have alike, as text. */
export interface LineFrame {
  before: string;
  between: string;
}

export interface UsageEvent {
  tenantId: Id<"ten">;
  at: Date;
  id: Id<"evt">;
  keyId: Id<"key">;
  secretId: Id<"sec"> | null;
  environment: Environment | "none";
  outcome: Outcome;
  cost: number;
  units: Readonly<Record<string, number>> | null;
  resource: string | null;
  ip: string | null;
  userAgent: string | null;
  tags: readonly string[] | null;
  latencyMicros: number;
  requestId: string;
  /** What is kept of the secret when it is none of ours, or no longer one. */
  refused?: RefusedSecret | null;
  /** What a language model was used for. */
  use?: ModelUse | null;
  /** The scopes that the call needed, parted by spaces. */
  scope?: string | null;
  /** Made ahead for a call that has more than one line. */
  frame?: LineFrame;
}

/** What the caller told about the call, and what came of it. */
export interface Told {
  secret: string;
  record: KeyRecord | null;
  outcome: Outcome;
  cost: number;
  units: Readonly<Record<string, number>>;
  resource: string | null;
  ip: string | null;
  userAgent: string | null;
  tags: readonly string[];
  requestId: string;
  at: Date;
  latencyMicros: number;
  refused?: RefusedSecret | null;
  scopes?: readonly string[];
}

/** Stands for every key that is not known. */
export const NO_KEY: Id<"key"> = encodeId("key", "00000000-0000-0000-0000-000000000000");

const LABEL_LENGTH = 256;
const NUL = "\0";

/** The event of a verification. A key that is not known stands under the platform. */
export function usageEventOf(told: Told, brand: string): UsageEvent {
  const { record, secret, units, tags, scopes = [] } = told;
  const label = (text: string | null) => (text === null ? null : labelOf(text, secret, brand));
  return {
    tenantId: record?.tenant.id ?? PLATFORM_TENANT,
    at: told.at,
    id: newId("evt"),
    keyId: record?.id ?? NO_KEY,
    secretId: record?.secret.id ?? null,
    environment: record?.environment ?? "none",
    outcome: told.outcome,
    cost: told.cost,
    units: Object.keys(units).length > 0 ? units : null,
    resource: label(told.resource),
    ip: told.ip,
    userAgent: label(told.userAgent),
    tags: tags.length > 0 ? tags.map((tag) => labelOf(tag, secret, brand)) : null,
    latencyMicros: told.latencyMicros,
    requestId: told.requestId,
    refused: told.refused,
    scope: scopes.length > 0 ? label(scopes.join(" ")) : null,
  };
}

/** Short, storable, and without the secret or anything that looks like one. */
export function labelOf(text: string, secret: string, brand: string): string {
  let label = text.includes(NUL) ? text.replaceAll(NUL, "") : text;
  if (secret !== "" && label.includes(secret)) label = label.replaceAll(secret, "[redacted]");
  if (label.includes(`${brand}_`))
    label = label.replace(
      new RegExp(`\\b${brand}_(live|test|svc)_[0-9A-Za-z]+`, "g"),
      `${brand}_$1_[redacted]`,
    );
  return label.slice(0, LABEL_LENGTH).toWellFormed();
}
