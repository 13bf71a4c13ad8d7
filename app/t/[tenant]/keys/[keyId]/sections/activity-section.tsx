import type { SectionProps } from "#app/t/[tenant]/keys/[keyId]/key-page.tsx";
import { LazyActivity } from "#components/keys/detail/lazy-parts.tsx";
import { RefusedCalls } from "#components/keys/detail/refused-calls.tsx";
import { textOf } from "#components/keys/list/key-filters.ts";
import { Card } from "#components/ui/card.tsx";
import { listAudit } from "#lib/audit/list-audit.ts";
import { listUnknownKeys } from "#lib/unknown-keys/list-unknown-keys.ts";
import { read } from "#lib/web/read.ts";

export async function ActivitySection({ view, place, search, now, timeZone }: SectionProps) {
  const [page, refused] = await Promise.all([
    read(listAudit, { target: view.id, cursor: textOf(search, "after") }, place),
    read(listUnknownKeys, { keyId: view.id }, place),
  ]);
  return (
    <>
      <RefusedCalls secrets={refused.items} timeZone={timeZone} />
      <Card>
        <LazyActivity
          entries={page.items}
          nextCursor={page.nextCursor}
          opened={null}
          showTenant={false}
          filtered={false}
          now={now}
          timeZone={timeZone}
        />
      </Card>
    </>
  );
}
