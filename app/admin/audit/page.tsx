import type { Metadata } from "next";
import { viewsOf } from "#app/t/[tenant]/views/views-of.ts";
import { AuditScreen } from "#components/audit/audit-screen.tsx";
import { auditSearch } from "#lib/audit/audit-search.ts";
import { findPlatformAuditEntry } from "#lib/audit/find-platform-audit-entry.ts";
import { listPlatformAudit } from "#lib/audit/list-platform-audit.ts";
import { verifyPlatformAudit } from "#lib/audit/verify-platform-audit.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";

export const metadata: Metadata = { title: "Audit" };

/** As many of the newest entries as are verified on each look; the command line verifies all. */
const VERIFIED = 5_000;

export default async function PlatformAuditPage(props: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const place = "platform";
  const viewer = await viewerIn(place);
  const timeZone = viewer.user.timeZone ?? "UTC";
  const { filter, cursor, entry, filtered } = auditSearch(await props.searchParams, timeZone);
  const { items, nextCursor } = await read(listPlatformAudit, { ...filter, cursor }, place);
  const elsewhere = entry && !items.some(({ id }) => id === entry);
  return (
    <AuditScreen
      place={place}
      description="What was done on the platform and in every tenant, by whom. Entries cannot be changed or removed."
      entries={items}
      nextCursor={nextCursor}
      opened={elsewhere ? await read(findPlatformAuditEntry, { id: entry }, place) : null}
      showTenant={true}
      filtered={filtered}
      timeZone={timeZone}
      now={new Date().toISOString()}
      chain={read(verifyPlatformAudit, { last: VERIFIED }, place)}
      downloadHref="/admin/audit/download"
      views={await viewsOf("audit", place)}
    />
  );
}
