// Which rows of an import are new, which are there already, and which collide: with keys of any tenant, and with
// earlier rows. Of other tenants nothing is told but that something collides.
import { inArray, or } from "drizzle-orm";
import { secrets } from "#db/schema/index.ts";
import type { CommandContext } from "#lib/core/operation.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { Candidate } from "./import-candidate.ts";
import { earlierRows } from "./import-earlier-rows.ts";
import type { ImportResult } from "./import-schemas.ts";
import { recognise } from "./recognise.ts";
import { findTaken, type Taken } from "./taken.ts";

interface Owner {
  tenantId: Id<"ten">;
  keyId: Id<"key">;
}

/** What was imported or made before, by its digest in hex, as far as the transaction may see. */
type Owners = ReadonlyMap<string, Owner>;

const SAME_SECRET = "Another key has this secret already. Every secret belongs to one key.";
const SAME_START =
  "Another key begins the same. Give more of the first characters, up to 32, so that no other key has them.";

export async function judgeCandidates(
  context: CommandContext,
  candidates: readonly Candidate[],
): Promise<{ fresh: Candidate[]; others: ImportResult[] }> {
  const all = formsOfAll(candidates);
  const taken = await findTaken(context.tx, all);
  const owners = await findOwners(context, taken);
  const earlier = earlierRows();
  const fresh: Candidate[] = [];
  const others: ImportResult[] = [];
  for (const candidate of candidates) {
    const verdict = earlier.verdict(candidate) ?? (await verdictOf(context, candidate, taken, owners));
    if (verdict) others.push({ row: candidate.row, ...verdict });
    else {
      fresh.push(candidate);
      earlier.add(candidate);
    }
  }
  return { fresh, others };
}

function formsOfAll(candidates: readonly Candidate[]) {
  const forms = candidates.map(({ material }) => material.forms);
  return {
    digests: forms.flatMap(({ digests }) => digests),
    imported: forms.flatMap(({ imported }) => imported),
    lookups: [...new Set(forms.flatMap(({ lookups }) => lookups))],
  };
}

async function findOwners({ tx }: CommandContext, { digests, imported }: Taken): Promise<Owners> {
  if (digests.size + imported.size === 0) return new Map();
  const bytes = (set: ReadonlySet<string>) => [...set].map((hex) => Buffer.from(hex, "hex"));
  const rows = await tx
    .select({
      tenantId: secrets.tenantId,
      keyId: secrets.keyId,
      digest: secrets.digest,
      importedDigest: secrets.importedDigest,
    })
    .from(secrets)
    .where(or(inArray(secrets.digest, bytes(digests)), inArray(secrets.importedDigest, bytes(imported))));
  const owners = new Map<string, Owner>();
  for (const { digest, importedDigest, ...owner } of rows)
    for (const known of [digest, importedDigest]) if (known) owners.set(known.toString("hex"), owner);
  return owners;
}

export type Verdict = Omit<ImportResult, "row">;

/** Null for a key that is new. */
async function verdictOf(
  context: CommandContext,
  candidate: Candidate,
  taken: Taken,
  owners: Owners,
): Promise<Verdict | null> {
  const { material } = candidate;
  const { digests, imported, lookups } = material.forms;
  const known = [...hits(digests, taken.digests), ...hits(imported, taken.imported)];
  if (known.length > 0) return sameSecret(candidate, owners.get(known[0]!));
  if (material.kind === "plain" && lookups.some((lookup) => taken.lookups.has(lookup)))
    return sameSecret(candidate, await recognise(context, material.secret));
  if (material.kind === "slow" && beginsLikeAnother(material.lookup, taken))
    return { status: "conflict", field: "start", detail: SAME_START };
  return null;
}

const hits = (digests: Buffer[], taken: ReadonlySet<string>) =>
  digests.map((digest) => digest.toString("hex")).filter((hex) => taken.has(hex));

function sameSecret({ place, material }: Candidate, owner: Owner | null | undefined): Verdict {
  if (owner?.tenantId === place.tenant.id) return { status: "unchanged", keyId: owner.keyId };
  return { status: "conflict", field: material.kind === "plain" ? "secret" : "hash", detail: SAME_SECRET };
}

/** A secret can begin with both when one begins with the other. */
function beginsLikeAnother(lookup: string, { lookups }: Taken): boolean {
  return [...lookups].some((other) => other.startsWith(lookup) || lookup.startsWith(other));
}
