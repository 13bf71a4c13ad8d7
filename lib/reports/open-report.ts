// What a link to a report opens: one tenant's usage for reading, and nothing else.
import { DomainError } from "#lib/core/errors.ts";
import type { Deps } from "#lib/core/operation.ts";
import { anonymousPrincipal, type Principal } from "#lib/core/principal.ts";
import { sha256 } from "#lib/crypto/digest.ts";
import { encodeId } from "#lib/shared/ids.ts";
import { type ExplorerSearch, explorerSearch } from "#lib/usage/explorer-search.ts";

export interface OpenedReport {
  title: string;
  tenantName: string;
  expiresAt: Date;
  /** Whether keys are called by their names. */
  namesKeys: boolean;
  search: ExplorerSearch;
  /** Whoever holds the link: may read this tenant's usage. */
  principal: Principal;
}

/** Far more than any link has. */
const LONGEST = 100;

/**
 * Finds the link by what stands in it, with no tenant in sight, and counts the opening. Throws `not_found` for one that
 * has run out, was revoked, or never was: all the same answer.
 */
export async function openReport(
  { db, clock }: Pick<Deps, "db" | "clock">,
  token: string,
  from: Partial<Pick<Principal, "requestId" | "ip" | "userAgent">> = {},
): Promise<OpenedReport> {
  const now = clock();
  const [link] = token.length <= LONGEST ? await findLink(db, token, now) : [];
  if (!link) throw new DomainError("not_found", "This report has run out, was revoked, or never was.");
  return {
    title: link.title,
    tenantName: link.tenant_name,
    expiresAt: new Date(link.expires_ms),
    namesKeys: link.names_keys,
    search: explorerSearch(Object.fromEntries(new URLSearchParams(link.search)), link.time_zone, now),
    principal: {
      ...anonymousPrincipal(from),
      tenantId: encodeId("ten", link.tenant_id),
      permissions: new Set(["usage:read"]),
    },
  };
}

interface Link {
  tenant_id: string;
  tenant_name: string;
  time_zone: string;
  title: string;
  search: string;
  names_keys: boolean;
  expires_ms: number;
}

function findLink(db: Deps["db"], token: string, now: Date) {
  const digest = sha256(token).toString("hex");
  return db.sql<Link[]>`
    select tenant_id, tenant_name, time_zone, title, search, names_keys,
           (extract(epoch from expires_at) * 1000)::float8 as expires_ms
    from open_report_link(decode(${digest}, 'hex'), ${now.toISOString()}::timestamptz)`;
}
