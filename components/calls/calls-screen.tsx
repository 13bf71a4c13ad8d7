// The page of a log of calls, the same in both areas.
import type { CallLogProps } from "#components/calls/call-log.tsx";
import { LazyCallLog } from "#components/calls/lazy-log.tsx";
import { RangePicker } from "#components/chart/range-picker.tsx";
import { TimeZonePicker } from "#components/chart/time-zone-picker.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { PendingArea } from "#components/shell/pending.tsx";

export interface CallsScreenProps extends CallLogProps {
  description: string;
  workspaceZone: string;
}

export function CallsScreen({ description, workspaceZone, ...log }: CallsScreenProps) {
  return (
    <Page>
      <PendingArea>
        <PageHeader
          title="Logs"
          description={description}
          actions={
            <div className="flex flex-wrap items-center gap-2">
              <TimeZonePicker current={log.timeZone} workspaceZone={workspaceZone} />
              <RangePicker defaultRange="24h" timeZone={log.timeZone} />
            </div>
          }
        />
        <LazyCallLog {...log} />
      </PendingArea>
    </Page>
  );
}
