import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { ImportScreen } from "#components/keys/import/import-screen.tsx";
import { keyRights } from "#components/keys/key-rights.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { viewerIn } from "#lib/web/viewer.ts";
import { importKeysAction } from "../actions.ts";

export const metadata: Metadata = { title: "Import keys" };

export default async function ImportKeysPage(props: { params: Promise<{ tenant: string }> }) {
  const { tenant } = await props.params;
  const viewer = await viewerIn({ tenant });
  if (!keyRights(viewer).all) forbidden();
  const base = `/t/${tenant}/keys`;
  return (
    <Page narrow>
      <PageHeader
        title="Import keys"
        breadcrumbs={[{ label: "Keys", href: base }, { label: "Import" }]}
        description="Your callers keep the keys that they have."
      />
      <ImportScreen act={importKeysAction} place={{ tenant }} base={base} />
    </Page>
  );
}
