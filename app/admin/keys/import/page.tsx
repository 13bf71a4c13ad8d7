import type { Metadata } from "next";
import { forbidden } from "next/navigation";
import { ImportScreen } from "#components/keys/import/import-screen.tsx";
import { keyRights } from "#components/keys/key-rights.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { viewerIn } from "#lib/web/viewer.ts";
import { importAnyKeysAction } from "../actions.ts";

export const metadata: Metadata = { title: "Import keys" };

export default async function ImportAnyKeysPage() {
  const viewer = await viewerIn("platform");
  if (!keyRights(viewer).all) forbidden();
  return (
    <Page narrow>
      <PageHeader
        title="Import keys"
        breadcrumbs={[{ label: "Keys", href: "/admin/keys" }, { label: "Import" }]}
        description="Callers keep the keys that they have. Rows may be of any tenant."
      />
      <ImportScreen act={importAnyKeysAction} place="platform" base="/admin/keys" />
    </Page>
  );
}
