import type { Metadata } from "next";
import { AuditScreen } from "#components/audit/audit-screen.tsx";
import { auditSearch } from "#lib/audit/audit-search.ts";
import { findAuditEntry } from "#lib/audit/find-audit-entry.ts";
import { listAudit } from "#lib/audit/list-audit.ts";
import { verifyAudit } from "#lib/audit/verify-audit.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { viewsOf } from "../views/views-of.ts";

export const metadata: Metadata = { title: "Audit" };

/** As many of the newest entries as are verified on each look; the command line verifies all. */
const VERIFIED = 5_000;

export default async function AuditPage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { tenant } = await props.params;
  const place = { tenant };
  const viewer = await viewerIn(place);
  const timeZone = viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC";
  const { filter, cursor, entry, filtered } = auditSearch(await props.searchParams, timeZone);
  const { items, nextCursor } = await read(listAudit, { ...filter, cursor }, place);
  const elsewhere = entry && !items.some(({ id }) => id === entry);
  return (
    <AuditScreen
      place={place}
      description="What was done in this workspace, by whom. Entries cannot be changed or removed."
      entries={items}
      nextCursor={nextCursor}
      opened={elsewhere ? await read(findAuditEntry, { id: entry }, place) : null}
      showTenant={false}
      filtered={filtered}
      timeZone={timeZone}
      now={new Date().toISOString()}
      chain={read(verifyAudit, { last: VERIFIED }, place)}
      downloadHref={`/t/${tenant}/audit/download`}
      views={await viewsOf("audit", place)}
    />
  );
}
