// An import: reads every row, compares it with what is there, and makes the keys that are new, in one transaction.

import type { z } from "zod";
import { DomainError, invalidField } from "#lib/core/errors.ts";
import type { CommandContext } from "#lib/core/operation.ts";
import { IMPORT_PLAIN_MOST } from "#lib/shared/stored-formats.ts";
import { type Candidate, type ImportSetting, readCandidate } from "./import-candidate.ts";
import { keepHmacKey, readHmacKey } from "./import-hmac-key.ts";
import type { PlaceOf } from "./import-places.ts";
import type { ImportKeys, ImportReport, ImportResult } from "./import-schemas.ts";
import { judgeCandidates } from "./import-verdicts.ts";
import { writeImported } from "./import-write.ts";
import { hmacKeysInUse } from "./secret-forms-of.ts";

/** Throws only for what concerns the import as a whole; what is wrong with a row stands in its result. */
export async function importRows(
  context: CommandContext,
  input: z.output<typeof ImportKeys>,
  placeOf: PlaceOf,
): Promise<ImportReport> {
  const hmacKey = readHmacKey(input);
  const setting: ImportSetting = {
    ...context,
    placeOf,
    format: input.format ?? null,
    hmacKeys: [...(await hmacKeysInUse(context)), ...(hmacKey ? [hmacKey] : [])],
  };
  const { candidates, results } = await readRows(setting, input.rows);
  requireHmacKey(candidates, hmacKey);
  const { fresh, others } = await judgeCandidates(context, candidates);
  if (!input.dryRun && fresh.length > 0) {
    const keyIdOf = await keepHmacKey(context, fresh, hmacKey);
    await writeImported(context, fresh, keyIdOf);
  } else {
    context.unchanged();
  }
  const made = fresh.map(
    ({ row, keyId }): ImportResult => ({ row, status: "imported", ...(!input.dryRun && { keyId }) }),
  );
  return reportOf(input.dryRun, [...results, ...others, ...made]);
}

async function readRows(setting: ImportSetting, rows: unknown[]) {
  const candidates: Candidate[] = [];
  const results: ImportResult[] = [];
  let plain = 0;
  for (const [index, raw] of rows.entries()) {
    const row = index + 1;
    try {
      const candidate = await readCandidate(setting, row, raw);
      if (candidate.material.kind === "plain" && ++plain > IMPORT_PLAIN_MOST)
        throw invalidField(
          "secret",
          `At most ${IMPORT_PLAIN_MOST} secrets at a time. Send it again by itself.`,
        );
      candidates.push(candidate);
    } catch (error) {
      results.push(refusalOf(row, error));
    }
  }
  return { candidates, results };
}

function refusalOf(row: number, error: unknown): ImportResult {
  if (!(error instanceof DomainError) || error.code !== "invalid_input") throw error;
  const [first] = Object.entries(error.fields ?? {});
  return { row, status: "invalid", field: first?.[0] ?? "row", detail: first?.[1] ?? error.message };
}

function requireHmacKey(candidates: readonly Candidate[], hmacKey: Buffer | null): void {
  const isHmac = ({ material }: Candidate) => material.kind === "digest" && material.scheme === "hmac-sha256";
  if (!hmacKey && candidates.some(isHmac))
    throw invalidField("hmacKey", "Give the key with which the HMACs were made.");
}

function reportOf(dryRun: boolean, results: ImportResult[]): ImportReport {
  const counts = { imported: 0, unchanged: 0, invalid: 0, conflict: 0 };
  for (const { status } of results) counts[status] += 1;
  return { dryRun, counts, results: results.toSorted((a, b) => a.row - b.row) };
}
