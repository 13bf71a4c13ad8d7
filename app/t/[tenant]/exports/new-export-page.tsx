import { RangePicker } from "#components/chart/range-picker.tsx";
import type { RequestExportAct } from "#components/exports/export-actions.ts";
import { ExportForm } from "#components/exports/export-form.tsx";
import { exportsHref } from "#components/exports/export-href.ts";
import { questionText } from "#components/exports/question-text.ts";
import { KeyValueList } from "#components/feedback/key-value-list.tsx";
import { NoAccess } from "#components/feedback/no-access.tsx";
import { type Search, textOf } from "#components/keys/list/key-filters.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { PendingArea } from "#components/shell/pending.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import { EXPORT_LABELS, EXPORT_SUBJECTS } from "#lib/shared/exports.ts";
import type { Place } from "#lib/web/place.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { questionOf } from "./question-of.ts";

interface NewExportPageProps {
  place: Place;
  search: Search;
  request: RequestExportAct;
}

/** Asks for a file: `of` says of what, and the other parameters are those of the page that shows it. */
export async function NewExportPage({ place, search, request }: NewExportPageProps) {
  const viewer = await viewerIn(place);
  if (!viewer.permissions.includes("exports:write"))
    return (
      <Page narrow>
        <NoAccess what="ask for a file" needs="developer, admin or owner" />
      </Page>
    );
  const timeZone = viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC";
  const named = textOf(search, "of");
  const subject = EXPORT_SUBJECTS.find((each) => each === named) ?? "calls";
  const question = questionOf(subject, search, timeZone, place === "platform");
  const defaultRange = subject === "calls" ? "24h" : "30d";
  return (
    <Page narrow>
      <PageHeader
        title={`${EXPORT_LABELS[subject]} as a file`}
        breadcrumbs={[{ label: "Exports", href: exportsHref(place) }, { label: EXPORT_LABELS[subject] }]}
        description="It is made in the background, as of now, however many rows it has. You can leave this page."
      />
      <PendingArea>
        <Card>
          <CardContent className="grid gap-5">
            <KeyValueList
              items={[
                { label: "What", value: questionText(question) || "All of it" },
                ...(subject === "calls" || subject === "usage"
                  ? [
                      {
                        label: "Time",
                        value: <RangePicker defaultRange={defaultRange} timeZone={timeZone} />,
                      },
                    ]
                  : []),
              ]}
            />
            <ExportForm place={place} request={request} subject={subject} question={question} />
          </CardContent>
        </Card>
      </PendingArea>
    </Page>
  );
}
