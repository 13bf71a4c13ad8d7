import type { Metadata } from "next";
import { type Search, textOf } from "#components/keys/list/key-filters.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { CreateTokenButton } from "#components/tokens/create-token-button.tsx";
import { TokensTable } from "#components/tokens/tokens-table.tsx";
import { TENANT_TOKEN_PERMISSIONS } from "#lib/shared/permissions.ts";
import { listTokens } from "#lib/tokens/list-tokens.ts";
import { webSettings } from "#lib/web/deps.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { createTokenAction, revokeTokenAction } from "./actions.ts";

export const metadata: Metadata = { title: "Service tokens" };

export default async function TokensPage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Search>;
}) {
  const place = { tenant: (await props.params).tenant };
  const cursor = textOf(await props.searchParams, "after");
  const [viewer, tokens] = await Promise.all([viewerIn(place), read(listTokens, { cursor }, place)]);
  const settings = webSettings();
  const mayWrite = viewer.permissions.includes("tokens:write");
  return (
    <Page>
      <PageHeader
        title="Service tokens"
        description="How your services and scripts authenticate to Keyhold itself. They see this tenant alone."
        actions={
          mayWrite ? (
            <CreateTokenButton place={place} allowed={TENANT_TOKEN_PERMISSIONS} create={createTokenAction} />
          ) : null
        }
      />
      <TokensTable
        rows={tokens.items}
        nextCursor={tokens.nextCursor}
        place={place}
        prefix={`${settings.keyPrefix}_svc_`}
        baseUrl={settings.publicUrl}
        mayWrite={mayWrite}
        revoke={revokeTokenAction}
        now={new Date().toISOString()}
        timeZone={viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC"}
      />
    </Page>
  );
}
