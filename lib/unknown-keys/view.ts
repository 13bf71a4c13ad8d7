// A refused secret as it is shown: all that is kept of it.
import { z } from "zod";
import type { unknownKeys } from "#db/schema/index.ts";
import { REFUSAL_CLASSES } from "#lib/shared/refusals.ts";

const time = z.iso.datetime();

export const UnknownKeySource = z.strictObject({
  /** Null when it is not known; "*" stands for all that are not told apart any more. */
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  refusals: z.int(),
  firstAt: time,
  lastAt: time,
});
export type UnknownKeySource = z.infer<typeof UnknownKeySource>;

export const UnknownKeyView = z.strictObject({
  id: z.string(),
  class: z.enum(REFUSAL_CLASSES),
  /** By which the same secret is known again; null where several were counted together. */
  fingerprint: z.string().nullable(),
  /** Where several came from that were counted together: a network, or "*"; else null. */
  network: z.string().nullable(),
  /** Whose form it has, such as "OpenAI"; empty where several were counted together. */
  form: z.string(),
  /** Roughly how many characters it has, such as "32 to 63". */
  length: z.string(),
  refusals: z.int(),
  firstAt: time,
  lastAt: time,
  /** How many different ones; at most 50 are told apart. */
  addresses: z.int(),
  userAgents: z.int(),
  /** The latest, at most 20. */
  sources: z.array(UnknownKeySource),
  /** The key whose secret it was. */
  key: z.strictObject({ id: z.string(), name: z.string(), clientId: z.string() }).nullable(),
});
export type UnknownKeyView = z.infer<typeof UnknownKeyView>;

/** The row, as the tables hold it. */
export interface UnknownKeyRecord {
  row: typeof unknownKeys.$inferSelect;
  key: { name: string | null; clientId: string | null };
  addresses: number;
  userAgents: number;
  /** Times as Postgres writes them in JSON. */
  sources: { ip: string; user_agent: string; refusals: number; first_at: string; last_at: string }[];
}

export function toUnknownKeyView({ row, key, sources, ...counts }: UnknownKeyRecord): UnknownKeyView {
  return {
    id: row.id,
    class: row.class,
    fingerprint: row.folded ? null : row.fingerprint,
    network: row.folded ? row.fingerprint : null,
    form: row.form,
    length: row.length,
    refusals: row.refusals,
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    ...counts,
    sources: sources.map((source) => ({
      address: source.ip || null,
      userAgent: source.user_agent || null,
      refusals: source.refusals,
      firstAt: new Date(source.first_at).toISOString(),
      lastAt: new Date(source.last_at).toISOString(),
    })),
    key: row.keyId && { id: row.keyId, name: key.name ?? row.keyId, clientId: key.clientId ?? "" },
  };
}
