import type { Metadata } from "next";
import { DocsScreen } from "#components/docs/docs-screen.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { getOwnTenant } from "#lib/tenants/get-own-tenant.ts";
import { webSettings } from "#lib/web/deps.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";

export const metadata: Metadata = { title: "Docs" };

export default async function DocsPage({ params }: { params: Promise<{ tenant: string }> }) {
  const place = { tenant: (await params).tenant };
  const [viewer, view] = await Promise.all([viewerIn(place), read(getOwnTenant, {}, place)]);
  const { publicUrl, keyPrefix } = webSettings();
  const mayMakeTokens = viewer.permissions.includes("tokens:write");
  return (
    <Page>
      <PageHeader
        title="Docs"
        description={`With the address and names of ${view.name} filled in.`}
        actions={
          <ButtonLink variant="outline" href={`${publicUrl}/docs`} prefetch={false}>
            API reference
          </ButtonLink>
        }
      />
      <DocsScreen
        facts={{ baseUrl: publicUrl, keyPrefix, clientId: view.clientId, tenantName: view.name }}
        tokensHref={mayMakeTokens ? `/t/${view.clientId}/tokens?create=true` : null}
      />
    </Page>
  );
}
