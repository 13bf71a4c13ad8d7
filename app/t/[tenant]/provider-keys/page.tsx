import type { Metadata } from "next";
import { AddCredentialButton } from "#components/credentials/add-credential-button.tsx";
import { CredentialsTable } from "#components/credentials/credentials-table.tsx";
import { type Search, textOf } from "#components/keys/list/key-filters.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { listCredentialUse } from "#lib/credentials/list-credential-use.ts";
import { listCredentials } from "#lib/credentials/list-credentials.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import * as act from "./actions.ts";

export const metadata: Metadata = { title: "Provider keys" };

const actions = {
  begin: act.beginEntryAction,
  add: act.addCredentialAction,
  update: act.updateCredentialAction,
  replace: act.replaceCredentialAction,
  shift: act.shiftCredentialAction,
  retire: act.retireVersionAction,
  check: act.checkCredentialAction,
  remove: act.removeCredentialAction,
};

export default async function ProviderKeysPage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Search>;
}) {
  const place = { tenant: (await props.params).tenant };
  const cursor = textOf(await props.searchParams, "after");
  const [viewer, list, uses] = await Promise.all([
    viewerIn(place),
    read(listCredentials, { cursor }, place),
    read(listCredentialUse, {}, place),
  ]);
  const mayWrite = viewer.permissions.includes("credentials:write");
  return (
    <Page>
      <PageHeader
        title="Provider keys"
        description="Your own keys at model providers. Encrypted in your browser, and shown to nobody again."
        actions={mayWrite ? <AddCredentialButton place={place} actions={actions} /> : null}
      />
      <CredentialsTable
        rows={list.items}
        nextCursor={list.nextCursor}
        place={place}
        mayWrite={mayWrite}
        actions={actions}
        uses={uses.items}
        now={new Date().toISOString()}
        timeZone={viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC"}
      />
    </Page>
  );
}
