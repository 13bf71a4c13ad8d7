// The rows of an import that came before: a secret that stands in two of them is imported once.
import { beginningsOf, type Candidate } from "./import-candidate.ts";
import type { Verdict } from "./import-verdicts.ts";

export interface EarlierRows {
  /** What an earlier row makes of this one; null when they have nothing in common. */
  verdict(candidate: Candidate): Verdict | null;
  add(candidate: Candidate): void;
}

export function earlierRows(): EarlierRows {
  const byDigest = new Map<string, Candidate>();
  const byStart = new Map<string, Candidate>();
  const startsOf = new Map<string, Candidate>();

  return {
    verdict(candidate) {
      const { material, place } = candidate;
      const same = digestsOf(candidate)
        .map((digest) => byDigest.get(digest))
        .find((found) => found);
      if (same?.place.tenant.id === place.tenant.id)
        return { status: "unchanged", detail: `Row ${same.row} is the same key.` };
      if (same)
        return {
          status: "conflict",
          field: fieldOf(candidate),
          detail: `Row ${same.row} has this secret already.`,
        };
      const longer = material.kind === "slow" ? startsOf.get(material.lookup) : undefined;
      const alike =
        longer ?? material.forms.lookups.map((lookup) => byStart.get(lookup)).find((found) => found);
      if (!alike) return null;
      return {
        status: "conflict",
        field: material.kind === "slow" ? "start" : fieldOf(candidate),
        detail: `Row ${alike.row} begins the same. Give more of the first characters, up to 32.`,
      };
    },
    add(candidate) {
      for (const digest of digestsOf(candidate)) byDigest.set(digest, candidate);
      if (candidate.material.kind !== "slow") return;
      byStart.set(candidate.material.lookup, candidate);
      for (const start of beginningsOf(candidate.material.lookup)) startsOf.set(start, candidate);
    },
  };
}

const digestsOf = ({ material: { forms } }: Candidate) =>
  [...forms.digests, ...forms.imported].map((digest) => digest.toString("hex"));

const fieldOf = ({ material }: Candidate) => (material.kind === "plain" ? "secret" : "hash");
