import type { Metadata } from "next";
import { CreateKeyButton } from "#components/keys/create-key-button.tsx";
import { ImportKeysLink } from "#components/keys/import-keys-link.tsx";
import { keyRights } from "#components/keys/key-rights.ts";
import { asksForAll, idsOf, keyFilters, type Search } from "#components/keys/list/key-filters.ts";
import { KeysTable } from "#components/keys/list/keys-table.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { listKeys } from "#lib/keys/list-keys.ts";
import { getOwnPlan } from "#lib/plans/get-own-plan.ts";
import { listScopePresets } from "#lib/plans/list-scope-presets.ts";
import { keySparklines } from "#lib/usage/key-sparklines.ts";
import { webSettings } from "#lib/web/deps.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { viewsOf } from "../views/views-of.ts";
import { lookupKeyAction } from "./actions.ts";
import { keyActions } from "./key-actions.ts";

export const metadata: Metadata = { title: "Keys" };

export default async function KeysPage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Search>;
}) {
  const { tenant } = await props.params;
  const search = await props.searchParams;
  const place = { tenant };
  const viewer = await viewerIn(place);
  const [keys, plan, { items: presets }, views] = await Promise.all([
    read(listKeys, keyFilters(search), place),
    read(getOwnPlan, {}, place),
    read(listScopePresets, {}, place),
    viewsOf("keys", place),
  ]);
  const timeZone = viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC";
  const weeks = viewer.permissions.includes("usage:read")
    ? await read(keySparklines, { keyIds: idsOf(keys.items), zone: timeZone }, place)
    : undefined;
  const rights = keyRights(viewer);
  const own = { clientId: tenant, name: viewer.tenant?.name ?? tenant, planId: plan.id };
  return (
    <Page>
      <PageHeader
        title="Keys"
        description="Each lets one program call the API, with scopes, limits and numbers of its own."
        actions={
          <>
            {rights.all ? <ImportKeysLink base={`/t/${tenant}/keys`} /> : null}
            {rights.create ? (
              <CreateKeyButton setup={{ plans: [plan], presets, tenant: own }} actions={keyActions} />
            ) : null}
          </>
        }
      />
      <KeysTable
        rows={keys.items}
        nextCursor={keys.nextCursor}
        views={views}
        unfiltered={asksForAll(search)}
        place={place}
        base={`/t/${tenant}/keys`}
        lookup={lookupKeyAction}
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
