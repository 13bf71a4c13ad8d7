// What each subject is asked of, and its answer as text: the same lists and series that pages and programs read.
import { type AuditFormat, exportAudit } from "#lib/audit/export-audit.ts";
import { listAudit } from "#lib/audit/list-audit.ts";
import { listPlatformAudit } from "#lib/audit/list-platform-audit.ts";
import { DomainError } from "#lib/core/errors.ts";
import { parseInput } from "#lib/core/input.ts";
import type { Deps } from "#lib/core/operation.ts";
import type { Page } from "#lib/core/page.ts";
import type { Principal } from "#lib/core/principal.ts";
import { listAllKeys } from "#lib/keys/list-all-keys.ts";
import { listKeys } from "#lib/keys/list-keys.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { callsFile } from "#lib/usage/export-calls.ts";
import { listAllCalls } from "#lib/usage/list-all-calls.ts";
import { listCalls } from "#lib/usage/list-calls.ts";
import { platformUsageSeries } from "#lib/usage/platform-usage-series.ts";
import { usageFile } from "#lib/usage/usage-file.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import { keyLines } from "./key-lines.ts";
import { readAllCalls } from "./read-all-calls.ts";
import { readTenantCalls } from "./read-tenant-calls.ts";
import { LONG_PAGE } from "./schemas.ts";
import type { ExportRow } from "./view.ts";

const OF_TENANT = { calls: listCalls, usage: usageSeries, audit: listAudit, keys: listKeys };
const OF_PLATFORM = {
  calls: listAllCalls,
  usage: platformUsageSeries,
  audit: listPlatformAudit,
  keys: listAllKeys,
};

/** Those of the platform are about every tenant. */
const askedOf = (tenantId: Id<"ten">) => (tenantId === PLATFORM_TENANT ? OF_PLATFORM : OF_TENANT);

/** Throws `invalid_input` that names the fields as they stand in the request. */
export function checkQuestion({
  subject,
  question,
  tenantId,
}: Pick<ExportRow, "subject" | "question" | "tenantId">): void {
  try {
    parseInput(askedOf(tenantId)[subject].input, question);
  } catch (error) {
    if (!(error instanceof DomainError && error.fields)) throw error;
    const fields = Object.entries(error.fields).map(([name, said]) => [`question.${name}`, said]);
    throw new DomainError("invalid_input", `question.${error.message}`, {
      fields: Object.fromEntries(fields),
    });
  }
}

interface Reader {
  deps: Deps;
  principal: Principal;
  /** Told of rows as they are read. */
  count(rows: number): void;
}

/** Everything that the question asks for, in pieces of text; a page of it is in memory. */
export async function* exportText(
  { subject, format, question, tenantId }: ExportRow,
  { deps, principal, count }: Reader,
): AsyncGenerator<string> {
  const { usage, audit, keys } = askedOf(tenantId);
  const read = <Output>(operation: Answering<Output>, more: object = {}) =>
    operation.execute(deps, principal, { ...question, ...more } as never);
  const pages =
    <Item>(operation: Answering<Page<Item>>, limit = 200) =>
    async (cursor: string | null) => {
      const page = await read(operation, { cursor, limit });
      count(page.items.length);
      return page;
    };
  const lines: AuditFormat = format === "csv" ? "csv" : "jsonl";
  switch (subject) {
    case "calls": {
      const page = pages(tenantId === PLATFORM_TENANT ? readAllCalls : readTenantCalls, LONG_PAGE);
      return yield* callsFile(lines, await page(null), page).body;
    }
    case "audit":
      return yield* exportAudit(lines, pages(audit));
    case "keys":
      return yield* keyLines(format, pages(keys));
    case "usage": {
      const view = await read(usage);
      count(view.buckets.length);
      return yield* usageFile(view, format).body;
    }
  }
}

/** An operation as far as it is needed to be asked. */
interface Answering<Output> {
  execute(deps: Deps, principal: Principal, input: never): Promise<Output>;
}
