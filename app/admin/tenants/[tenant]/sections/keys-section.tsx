import { lookupKeyAction } from "#app/t/[tenant]/keys/actions.ts";
import { keyActions } from "#app/t/[tenant]/keys/key-actions.ts";
import { viewsOf } from "#app/t/[tenant]/views/views-of.ts";
import { CreateKeyButton } from "#components/keys/create-key-button.tsx";
import { keyRights } from "#components/keys/key-rights.ts";
import { asksForAll, keyFilters } from "#components/keys/list/key-filters.ts";
import { KeysTable } from "#components/keys/list/keys-table.tsx";
import { listKeys } from "#lib/keys/list-keys.ts";
import { listScopePresets } from "#lib/plans/list-scope-presets.ts";
import { webSettings } from "#lib/web/deps.ts";
import { read } from "#lib/web/read.ts";
import type { TenantSectionProps } from "../section-props.ts";

export async function KeysSection({ view, plan, viewer, place, search, now, timeZone }: TenantSectionProps) {
  const [keys, { items: presets }, views] = await Promise.all([
    read(listKeys, keyFilters(search), place),
    read(listScopePresets, {}, place),
    viewsOf("tenant-keys", "platform"),
  ]);
  const rights = keyRights(viewer);
  const tenant = { clientId: view.clientId, name: view.name, planId: plan.id };
  return (
    <>
      {rights.create ? (
        <div className="flex justify-end">
          <CreateKeyButton setup={{ plans: [plan], presets, tenant }} actions={keyActions} />
        </div>
      ) : null}
      <KeysTable
        rows={keys.items}
        nextCursor={keys.nextCursor}
        views={views}
        unfiltered={asksForAll(search)}
        place={place}
        base="/admin/keys"
        lookup={lookupKeyAction}
        rights={rights}
        actions={keyActions}
        baseUrl={webSettings().publicUrl}
        now={now}
        timeZone={timeZone}
      />
    </>
  );
}
