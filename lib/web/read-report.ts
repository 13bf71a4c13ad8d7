// How the page behind a report's link reads: as whoever holds it, one tenant's usage and nothing else.
import "server-only";
import { toDomainError } from "#lib/core/driver-errors.ts";
import type { Operation } from "#lib/core/operation.ts";
import { type OpenedReport, openReport } from "#lib/reports/open-report.ts";
import { webDeps } from "./deps.ts";
import { currentRequest } from "./request.ts";
import { turnAway } from "./turn-away.ts";

export interface ReportReader extends Omit<OpenedReport, "principal"> {
  read<Input, Output>(query: Operation<Input, Output>, input: Input): Promise<Output>;
  /** Null where usage is not kept so that it could be answered. */
  find<Input, Output>(query: Operation<Input, Output>, input: Input): Promise<Output | null>;
}

/** Null for a link that has run out, was revoked, or never was. */
export async function readReport(token: string): Promise<ReportReader | null> {
  const { requestId, ip, userAgent } = await currentRequest();
  try {
    const { principal, ...report } = await openReport(webDeps(), token, { requestId, ip, userAgent });
    return {
      ...report,
      read: (query, input) => query.execute(webDeps(), principal, input).catch(turnAway),
      find: (query, input) =>
        query
          .execute(webDeps(), principal, input)
          .catch((error) => (toDomainError(error).code === "invalid_input" ? null : turnAway(error))),
    };
  } catch (error) {
    return toDomainError(error).code === "not_found" ? null : turnAway(error);
  }
}
