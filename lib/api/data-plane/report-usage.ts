// POST /v1/usage: a service tells what was used. Answered when it is committed, one result for each event.
import { DomainError } from "#lib/core/errors.ts";
import { parseInput } from "#lib/core/input.ts";
import type { Handler } from "#lib/http/api-request.ts";
import { bearer } from "#lib/http/bearer.ts";
import { json } from "#lib/http/json.ts";
import { jsonBody } from "#lib/http/json-body.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { ServiceCaller } from "#lib/tokens/authenticate-token.ts";
import { withDeadline } from "#lib/verify/deadline.ts";
import { identify } from "#lib/verify/identify.ts";
import { storeReports } from "#lib/verify/report-store.ts";
import { TooManyUnknown } from "#lib/verify/unknown-guard.ts";
import { labelOf } from "#lib/verify/usage-event.ts";
import type { ApiContext } from "../context.ts";
import { type Report, readReport, UsageRequest } from "./usage-request.ts";

const PATIENCE_MS = 10_000;
const NO_KEY = "There is no such key.";

interface Result {
  id: string;
  status: "accepted" | "duplicate" | "conflict" | "invalid";
  detail: string | null;
}

export function reportUsage({ authenticate, verification, deps }: ApiContext): Handler {
  return async (request) => {
    const caller = await authenticate(bearer(request, deps.keyPrefix));
    if (!caller.permissions.has("usage:write"))
      throw new DomainError("forbidden", "This service token lacks the permission usage:write.");
    const { events } = parseInput(UsageRequest, await jsonBody(request));
    const now = deps.clock();
    const read = events.map((event) => readReport(event, now));
    const keyIds = await keysOf(verification, caller, read);
    const reports = read.flatMap((report, place) => {
      const keyId = typeof report === "string" ? undefined : keyIds.get(report);
      return typeof report === "string" || !keyId
        ? []
        : [{ ...kept(report, deps.keyPrefix), place, keyId, at: report.at ?? now }];
    });
    const stored = await withDeadline(
      storeReports(deps.db.sql, caller.tenantId, reports),
      PATIENCE_MS,
      tooLate,
    );
    const results = events.map(({ id }, place): Result => {
      const report = read[place];
      if (typeof report === "string") return { id, status: "invalid", detail: report };
      const status = stored.get(place);
      return status ? { id, status, detail: DETAILS[status] } : { id, status: "invalid", detail: NO_KEY };
    });
    return json({ results });
  };
}

const DETAILS = {
  accepted: null,
  duplicate: null,
  conflict: "This id was used before, for another key, meter or quantity.",
};

/** The key of each report. Those whose key nobody knows are left out; those that name one by id are believed. */
async function keysOf(
  verification: ApiContext["verification"],
  { tokenId }: ServiceCaller,
  reports: readonly (Report | string)[],
): Promise<Map<Report, Id<"key">>> {
  const secrets = new Map<string, Id<"key"> | null>();
  const found = new Map<Report, Id<"key">>();
  for (const report of reports) {
    if (typeof report === "string") continue;
    if (report.keyId) found.set(report, report.keyId as Id<"key">);
    if (!report.key) continue;
    if (!secrets.has(report.key)) {
      const record = await Promise.resolve(identify(verification, report.key, tokenId)).catch(refuseGuess);
      secrets.set(report.key, record?.id ?? null);
    }
    const keyId = secrets.get(report.key);
    if (keyId) found.set(report, keyId);
  }
  return found;
}

/** What is kept of a report's text holds no secret, as of a verification's. */
function kept({ id, key, meter, quantity, resource, tags }: Report, brand: string) {
  const clean = (text: string) => labelOf(text, key ?? "", brand);
  return {
    id,
    meter,
    quantity,
    resource: resource == null ? null : clean(resource),
    tags: tags?.length ? tags.map(clean) : null,
  };
}

function refuseGuess(error: unknown): never {
  if (!(error instanceof TooManyUnknown)) throw error;
  const { retryAfterSeconds } = error;
  throw new DomainError("too_many_attempts", "Too many keys that are not known. Report by keyId, or wait.", {
    retryAfterSeconds,
  });
}

function tooLate(): Error {
  return new DomainError("unavailable", "The database does not answer in time.", { retryAfterSeconds: 1 });
}
