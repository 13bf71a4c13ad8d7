// One row of an import, read: whose key it is, what it may do, and by what it will be recognised.
import type { Tx } from "#db/tenant.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { invalidField } from "#lib/core/errors.ts";
import { parseInput } from "#lib/core/input.ts";
import type { Keyring } from "#lib/crypto/keyring.ts";
import {
  everyImportedDigest,
  importedDigest,
  type SecretForms,
  secretForms,
  startLookup,
} from "#lib/crypto/secret-forms.ts";
import { readStoredForm, StoredFormError } from "#lib/crypto/stored-form.ts";
import { tokenForm } from "#lib/crypto/token.ts";
import { expandScopes } from "#lib/plans/expand-scopes.ts";
import type { PlanRow, TenantWithPlan } from "#lib/plans/plan-of.ts";
import { type Id, newId } from "#lib/shared/ids.ts";
import { START_LEAST, type StoredFormat } from "#lib/shared/stored-formats.ts";
import { changedExpiry } from "./expiry.ts";
import type { PlaceOf } from "./import-places.ts";
import { ImportRow } from "./import-schemas.ts";
import { refuseMistyped } from "./new-secret.ts";

export interface ImportSetting {
  tx: Tx;
  now: Date;
  peppers: Keyring;
  keyPrefix: string;
  placeOf: PlaceOf;
  /** Of rows that name none. */
  format: StoredFormat | null;
  /** All keys of HMACs by which secrets are recognised now. */
  hmacKeys: readonly Buffer[];
}

export type Material =
  | { kind: "plain"; secret: string; forms: SecretForms }
  | { kind: "digest"; scheme: "sha256" | "hmac-sha256"; importedDigest: Buffer; forms: SecretForms }
  | {
      kind: "slow";
      scheme: "bcrypt" | "argon2id";
      slowHash: string;
      lookup: string;
      importedDigest: Buffer;
      forms: SecretForms;
    };

export interface Candidate {
  row: number;
  keyId: Id<"key">;
  place: TenantWithPlan;
  fields: ImportRow & { expiry: Date | null };
  material: Material;
}

/** Throws `invalid_input` that names the field. */
export async function readCandidate(setting: ImportSetting, row: number, raw: unknown): Promise<Candidate> {
  const fields = parseInput(ImportRow, raw);
  const place = await setting.placeOf(fields.tenant ?? null);
  const scopes = fields.scopes ? await expandScopes(setting.tx, fields.scopes) : null;
  const expiry = expiryOf(fields, place.plan, setting.now);
  refuseFuture(fields, setting.now);
  const material = materialOf(setting, fields);
  return { row, keyId: newId("key"), place, fields: { ...fields, scopes, expiry }, material };
}

/** A key that callers hold is not cut off by what nobody said: never, or as late as the plan allows. */
function expiryOf(wish: ImportRow, plan: PlanRow, now: Date): Date | null {
  const { expiresInDays, expiresAt } = wish;
  if (expiresInDays !== undefined && expiresAt !== undefined)
    throw invalidField("expiresAt", "Give expiresInDays or expiresAt, not both.");
  const asked = changedExpiry({ expiresInDays, expiresAt }, plan, now);
  if (asked !== undefined) return asked;
  return plan.allowsNeverExpiring ? null : new Date(now.getTime() + plan.maxExpiryDays * DAY_MS);
}

function refuseFuture({ createdAt }: ImportRow, now: Date): void {
  if (createdAt && new Date(createdAt) > now)
    throw invalidField("createdAt", "Give a time that has passed already.");
}

function materialOf(setting: ImportSetting, fields: ImportRow): Material {
  const { peppers, keyPrefix, hmacKeys } = setting;
  const { secret, hash } = fields;
  if (secret && hash) throw invalidField("hash", "Give secret or hash, not both.");
  if (secret) {
    if (/^\$(2[abxy]?|argon2\w*)\$/.test(secret))
      throw invalidField(
        "secret",
        "This is a hash. Give it as hash: as a secret, whoever reads it could use it.",
      );
    refuseMistyped(keyPrefix, fields.environment, secret);
    return { kind: "plain", secret, forms: secretForms(peppers, keyPrefix, secret, hmacKeys) };
  }
  if (!hash) throw invalidField("hash", "Give the stored hash, or the secret itself.");
  const form = readForm(formatOf(fields.format ?? setting.format, hash), hash);
  if ("digest" in form)
    return {
      kind: "digest",
      scheme: form.scheme,
      importedDigest: importedDigest(peppers, form.scheme, form.digest),
      forms: { digests: [], imported: everyImportedDigest(peppers, form.scheme, form.digest), lookups: [] },
    };
  const start = readStart(keyPrefix, fields.start);
  return {
    kind: "slow",
    ...form,
    lookup: startLookup(start),
    importedDigest: importedDigest(peppers, form.scheme, form.slowHash),
    forms: {
      digests: [],
      imported: everyImportedDigest(peppers, form.scheme, form.slowHash),
      lookups: beginningsOf(startLookup(start)),
    },
  };
}

function readForm(format: StoredFormat, hash: string) {
  try {
    return readStoredForm(format, hash);
  } catch (error) {
    if (error instanceof StoredFormError) throw invalidField("hash", error.message);
    throw error;
  }
}

/** Slow hashes name their own format, which nothing else can look like. */
function formatOf(said: StoredFormat | null, hash: string): StoredFormat {
  if (hash.startsWith("$2")) return "bcrypt";
  if (hash.startsWith("$argon2id$")) return "argon2id";
  if (said) return said;
  throw invalidField("format", "Say how the hash was made, such as sha256-hex.");
}

function readStart(brand: string, start: string | null | undefined): string {
  if (!start)
    throw invalidField("start", "Give the secret's first characters: a slow hash is found by nothing else.");
  if (start.length < START_LEAST)
    throw invalidField("start", `Give at least ${START_LEAST} of the secret's first characters.`);
  if (tokenForm(brand, start) === "foreign") return start;
  throw invalidField(
    "start",
    `No key that begins like one made here (${brand}_…) is taken over as a slow hash.`,
  );
}

/** "^sk_liv", "^sk_live", … up to the whole. */
export function beginningsOf(lookup: string): string[] {
  const shortest = 1 + START_LEAST;
  return Array.from({ length: lookup.length - shortest + 1 }, (_, index) =>
    lookup.slice(0, shortest + index),
  );
}
