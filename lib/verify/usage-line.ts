// A usage event as one line of text: how it stands in the spool, and how Postgres takes it apart again.
// Text, because that goes to Postgres as it was written, at a third of what JSON costs there.
import { networkOf } from "#lib/http/client-address.ts";
import { decodeId, type IdPrefix } from "#lib/shared/ids.ts";
import { LINE_END } from "#lib/spool/frame.ts";
import type { RefusedSecret } from "./refused-secret.ts";
import type { LineFrame, UsageEvent } from "./usage-event.ts";

/** Stands between the fields of a line. */
export const FIELD_END = "\x1f";
/** Stands for a field that is null. */
export const NOTHING = "\x1d";

/**
 * The fields are those of `storeLines`, in their order. New ones go to the end: a line of an older version, which a
 * spool may still hold, is read as if they were null.
 */
export function lineOf(event: UsageEvent): string {
  const { units, use, frame = frameOf(event) } = event;
  return (
    frame.before +
    (units === null ? NOTHING : JSON.stringify(units)) +
    frame.between +
    (use ? textOf(JSON.stringify(use)) : NOTHING) +
    FIELD_END +
    textOf(event.scope ?? null)
  );
}

/** All of a line but what was spent, what a model was used for, and the scopes. */
export function frameOf(event: UsageEvent): LineFrame {
  const { tags, secretId } = event;
  const before =
    uuidOf("ten", event.tenantId) +
    FIELD_END +
    event.at.getTime() +
    FIELD_END +
    eventUuid(event.id) +
    FIELD_END +
    uuidOf("key", event.keyId) +
    FIELD_END +
    (secretId === null ? NOTHING : uuidOf("sec", secretId)) +
    FIELD_END +
    event.environment +
    FIELD_END +
    event.outcome +
    FIELD_END +
    event.cost +
    FIELD_END;
  const between =
    FIELD_END +
    textOf(event.resource) +
    FIELD_END +
    textOf(event.ip) +
    FIELD_END +
    textOf(event.userAgent) +
    FIELD_END +
    (tags === null ? NOTHING : listOf(tags)) +
    FIELD_END +
    event.latencyMicros +
    FIELD_END +
    textOf(event.requestId) +
    FIELD_END +
    (event.refused ? refusedOf(event, event.refused) : NOTHING) +
    FIELD_END;
  return { before, between };
}

export const linesOf = (events: readonly UsageEvent[]) => events.map(lineOf).join(LINE_END);

/** What Postgres cannot store as text, and what has a meaning in lines. */
const UNFIT = new RegExp(`[\0${NOTHING}${LINE_END}${FIELD_END}]`, "g");

function textOf(text: string | null): string {
  if (text === null) return NOTHING;
  UNFIT.lastIndex = 0;
  return UNFIT.test(text) ? text.replace(UNFIT, "") : text;
}

/** An array literal of Postgres. */
function listOf(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${textOf(text).replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}

/** What is counted of a refused secret. Those of keys are told by key, all others by where they came from. */
function refusedOf({ keyId, secretId, ip }: UsageEvent, refused: RefusedSecret): string {
  const ours = secretId && { key_id: uuidOf("key", keyId), secret_id: uuidOf("sec", secretId) };
  return JSON.stringify({ ...refused, ...ours, block: ip === null ? "unknown" : networkOf(ip, 24, 48) });
}

function eventUuid(id: string): string {
  const uuid = decodeId("evt", id);
  if (!uuid) throw new TypeError("not an id of an event");
  return uuid;
}

const KNOWN_AT_MOST = 100_000;
const known = new Map<string, string>();

/** Tenants, keys and secrets come again and again; taking their ids apart costs more than looking them up. */
function uuidOf(prefix: IdPrefix, id: string): string {
  const found = known.get(id);
  if (found !== undefined) return found;
  const uuid = decodeId(prefix, id);
  if (!uuid) throw new TypeError(`not an id of kind ${prefix}`);
  if (known.size >= KNOWN_AT_MOST) known.clear();
  known.set(id, uuid);
  return uuid;
}
