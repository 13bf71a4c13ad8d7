import type { Metadata } from "next";
import { AddCredentialButton } from "#components/credentials/add-credential-button.tsx";
import { CredentialsTable } from "#components/credentials/credentials-table.tsx";
import { type Search, textOf } from "#components/keys/list/key-filters.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { listCredentialUse } from "#lib/credentials/list-credential-use.ts";
import { listCredentials } from "#lib/credentials/list-credentials.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import * as act from "./actions.ts";

export const metadata: Metadata = { title: "Providers" };

const actions = {
  begin: act.beginEntryOfPlatformAction,
  add: act.addCredentialOfPlatformAction,
  update: act.updateCredentialOfPlatformAction,
  replace: act.replaceCredentialOfPlatformAction,
  shift: act.shiftCredentialOfPlatformAction,
  retire: act.retireVersionOfPlatformAction,
  check: act.checkCredentialOfPlatformAction,
  remove: act.removeCredentialOfPlatformAction,
};

export default async function ProvidersPage({ searchParams }: { searchParams: Promise<Search> }) {
  const cursor = textOf(await searchParams, "after");
  const [viewer, list, uses] = await Promise.all([
    viewerIn("platform"),
    read(platformOwn(listCredentials), { cursor }, "platform"),
    read(platformOwn(listCredentialUse), {}, "platform"),
  ]);
  const mayWrite = viewer.permissions.includes("credentials:write");
  return (
    <Page>
      <PageHeader
        title="Providers"
        description="The platform's own keys at model providers. They pay for calls that are managed by you."
        actions={mayWrite ? <AddCredentialButton place="platform" actions={actions} /> : null}
      />
      <CredentialsTable
        rows={list.items}
        nextCursor={list.nextCursor}
        place="platform"
        mayWrite={mayWrite}
        actions={actions}
        uses={uses.items}
        now={new Date().toISOString()}
        timeZone={viewer.user.timeZone ?? "UTC"}
      />
    </Page>
  );
}
