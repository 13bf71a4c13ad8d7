// A call that was decided, as the event that metering keeps. Its id follows from chance and time alone, so that
// the same call is never counted twice, however often it is told.
import { encodeId, type Id } from "#lib/shared/ids.ts";
import type { Outcome } from "#lib/shared/outcomes.ts";
import type { Question } from "#lib/verify/decide.ts";
import type { ModelUse } from "#lib/verify/model-use.ts";
import type { KeyRecord } from "#lib/verify/record.ts";
import type { RefusedSecret } from "#lib/verify/refused-secret.ts";
import { type UsageEvent, usageEventOf } from "#lib/verify/usage-event.ts";
import { type Random, randomFor } from "./random.ts";

export interface Decided {
  record: KeyRecord | null;
  question: Pick<Question, "cost" | "units" | "ip"> & Partial<Pick<Question, "scopes">>;
  resource: string | null;
  agent: string;
  outcome: Outcome;
  at: Date;
  /** Whether the database was slow. */
  slow: boolean;
  /** What is kept of a secret that belongs to no key. */
  refused?: RefusedSecret;
  /** What a language model was used for. */
  use?: ModelUse | null;
}

/** Microseconds that an ordinary decision takes. */
const USUAL = 420;
/** What needs no look at limits is quicker; a wrong checksum needs no database at all. */
const QUICK: Partial<Record<Outcome, number>> = { MALFORMED: 45, NOT_FOUND: 260, REVOKED: 280, EXPIRED: 280 };
const SLOWER = 7;

export function toEvent(call: Decided, random: Random): UsageEvent {
  const { record, question, resource, agent, outcome, at, slow } = call;
  const id = eventId(at, random);
  const usual = (QUICK[outcome] ?? USUAL) * (slow ? SLOWER : 1);
  const event = usageEventOf(
    {
      secret: "",
      record,
      outcome,
      cost: question.cost,
      units: question.units,
      resource,
      ip: question.ip,
      userAgent: agent,
      tags: [],
      requestId: `req_${id.slice("evt_".length)}`,
      at,
      latencyMicros: Math.round(usual * random.spread()),
      refused: call.refused ?? endedSecret(call),
      scopes: question.scopes ?? [],
    },
    "",
  );
  return { ...event, id, use: call.use ?? null };
}

/** What is kept of a key's secret that was good once. */
function endedSecret({ record, outcome }: Decided): RefusedSecret | null {
  if (!record || (outcome !== "REVOKED" && outcome !== "EXPIRED")) return null;
  const fingerprint = randomFor(record.secret.id).hex(16);
  return { class: "revoked", fingerprint, form: `kh_${record.environment}_`, length: "32 to 63" };
}

/** In the form of a uuid of version 7. */
function eventId(at: Date, random: Random): Id<"evt"> {
  const time = at.getTime().toString(16).padStart(12, "0");
  return encodeId("evt", `${time}7${random.hex(3)}8${random.hex(15)}`);
}
