import type { DeleteExportAct } from "#components/exports/export-actions.ts";
import { newExportHref } from "#components/exports/export-href.ts";
import { ExportsTable } from "#components/exports/exports-table.tsx";
import { type Search, textOf } from "#components/keys/list/key-filters.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { listExports } from "#lib/exports/list-exports.ts";
import { EXPORT_LABELS, EXPORT_NEEDS, EXPORT_SUBJECTS } from "#lib/shared/exports.ts";
import type { Place } from "#lib/web/place.ts";
import { readOwn } from "#lib/web/read-own.ts";
import { viewerIn } from "#lib/web/viewer.ts";

interface ExportsPageProps {
  place: Place;
  search: Search;
  remove: DeleteExportAct;
}

/** Files that were asked for in a place. */
export async function ExportsPage({ place, search, remove }: ExportsPageProps) {
  const cursor = textOf(search, "after");
  const [viewer, page] = await Promise.all([viewerIn(place), readOwn(listExports, { cursor }, place)]);
  const subjects = EXPORT_SUBJECTS.filter((subject) => viewer.permissions.includes(EXPORT_NEEDS[subject]));
  return (
    <Page>
      <PageHeader
        title="Exports"
        description="Large files are made in the background, packed with gzip, and kept for 7 days."
        actions={subjects.map((subject) => (
          <ButtonLink key={subject} variant="outline" href={newExportHref(place, subject)}>
            {EXPORT_LABELS[subject]}
          </ButtonLink>
        ))}
      />
      <ExportsTable
        rows={page.items}
        nextCursor={page.nextCursor}
        place={place}
        remove={remove}
        now={new Date().toISOString()}
        timeZone={viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC"}
      />
    </Page>
  );
}
