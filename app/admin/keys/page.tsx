import type { Metadata } from "next";
import { keyActions } from "#app/t/[tenant]/keys/key-actions.ts";
import { viewsOf } from "#app/t/[tenant]/views/views-of.ts";
import { CreateKeyButton } from "#components/keys/create-key-button.tsx";
import { ImportKeysLink } from "#components/keys/import-keys-link.tsx";
import { keyRights } from "#components/keys/key-rights.ts";
import { asksForAll, idsOf, keyFilters, type Search, textOf } from "#components/keys/list/key-filters.ts";
import { KeysTable } from "#components/keys/list/keys-table.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { listAllKeys } from "#lib/keys/list-all-keys.ts";
import { listAllScopePresets } from "#lib/plans/list-all-scope-presets.ts";
import { listPlans } from "#lib/plans/list-plans.ts";
import { platformKeySparklines } from "#lib/usage/platform-key-sparklines.ts";
import { webSettings } from "#lib/web/deps.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { findTenantsAction, lookupAnyKeyAction } from "./actions.ts";

export const metadata: Metadata = { title: "Keys" };

export default async function AllKeysPage(props: { searchParams: Promise<Search> }) {
  const search = await props.searchParams;
  const viewer = await viewerIn("platform");
  const [keys, plans, { items: presets }, views] = await Promise.all([
    read(listAllKeys, { ...keyFilters(search), tenant: textOf(search, "tenant") }, "platform"),
    read(listPlans, {}, "platform"),
    read(listAllScopePresets, {}, "platform"),
    viewsOf("keys", "platform"),
  ]);
  const timeZone = viewer.user.timeZone ?? "UTC";
  const weeks = viewer.permissions.includes("usage:read")
    ? await read(platformKeySparklines, { keyIds: idsOf(keys.items), zone: timeZone }, "platform")
    : undefined;
  const rights = keyRights(viewer);
  const setup = { plans: plans.items, presets, tenant: null, findTenants: findTenantsAction };
  return (
    <Page>
      <PageHeader
        title="Keys"
        description="Keys of every tenant. Paste a key to find whose it is."
        actions={
          <>
            {rights.all ? <ImportKeysLink base="/admin/keys" /> : null}
            {rights.create ? <CreateKeyButton setup={setup} actions={keyActions} /> : null}
          </>
        }
      />
      <KeysTable
        rows={keys.items}
        nextCursor={keys.nextCursor}
        views={views}
        unfiltered={asksForAll(search)}
        place="platform"
        base="/admin/keys"
        lookup={lookupAnyKeyAction}
        findTenants={findTenantsAction}
        rights={rights}
        actions={keyActions}
        baseUrl={webSettings().publicUrl}
        now={new Date().toISOString()}
        timeZone={timeZone}
        weeks={weeks}
      />
    </Page>
  );
}
