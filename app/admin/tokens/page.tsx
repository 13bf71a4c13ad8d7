import type { Metadata } from "next";
import { type Search, textOf } from "#components/keys/list/key-filters.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { CreateTokenButton } from "#components/tokens/create-token-button.tsx";
import { TokensTable } from "#components/tokens/tokens-table.tsx";
import { PERMISSIONS } from "#lib/shared/permissions.ts";
import { listAllTokens } from "#lib/tokens/list-all-tokens.ts";
import { webSettings } from "#lib/web/deps.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { createPlatformTokenAction, revokeAnyTokenAction } from "./actions.ts";

export const metadata: Metadata = { title: "Service tokens" };

export default async function AllTokensPage({ searchParams }: { searchParams: Promise<Search> }) {
  const cursor = textOf(await searchParams, "after");
  const [viewer, tokens] = await Promise.all([
    viewerIn("platform"),
    read(listAllTokens, { cursor }, "platform"),
  ]);
  const settings = webSettings();
  const mayWrite = viewer.permissions.includes("tokens:write");
  return (
    <Page>
      <PageHeader
        title="Service tokens"
        description="How your services and scripts authenticate to Keyhold itself."
        actions={
          mayWrite ? (
            <CreateTokenButton place="platform" allowed={PERMISSIONS} create={createPlatformTokenAction} />
          ) : null
        }
      />
      <TokensTable
        rows={tokens.items}
        nextCursor={tokens.nextCursor}
        place="platform"
        prefix={`${settings.keyPrefix}_svc_`}
        baseUrl={settings.publicUrl}
        mayWrite={mayWrite}
        revoke={revokeAnyTokenAction}
        now={new Date().toISOString()}
        timeZone={viewer.user.timeZone ?? "UTC"}
      />
    </Page>
  );
}
