import type { Metadata } from "next";
import { firstCallSnippets } from "#components/keys/reveal/snippets.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { NeverUsed } from "#components/usage/never-used.tsx";
import { UsageScreen } from "#components/usage/usage-screen.tsx";
import { GROUPS } from "#lib/usage/schemas.ts";
import { type Search, usageSearch } from "#lib/usage/usage-search.ts";
import { webSettings } from "#lib/web/deps.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { usageReads } from "./reads.ts";

export const metadata: Metadata = { title: "Usage" };

export default async function UsagePage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Search>;
}) {
  const { tenant } = await props.params;
  const viewer = await viewerIn({ tenant });
  const zone = viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC";
  const search = usageSearch(await props.searchParams, zone);
  const reads = usageReads(tenant);
  const keys = await reads.top({ range: "90d", by: "key", most: 50 });
  const { newestBucket } = await reads.totals({ range: "15m" });
  const description = "Every call with your keys, admitted or refused.";
  if (newestBucket === null)
    return (
      <Page>
        <PageHeader title="Usage" description={description} />
        <NeverUsed
          snippets={firstCallSnippets(webSettings().publicUrl, "YOUR_KEY")}
          action={<ButtonLink href={`/t/${tenant}/keys?create=true`}>Create a key</ButtonLink>}
        />
      </Page>
    );
  return (
    <Page>
      <UsageScreen
        description={description}
        search={search}
        reads={reads}
        groups={GROUPS}
        facets={[
          {
            param: "key",
            label: "Key",
            options: keys.items.map(({ key, label }) => ({ value: key, label })),
          },
        ]}
        rankings={[
          { by: "key", title: "Top keys", param: "key" },
          { by: "outcome", title: "Outcomes", param: "outcome" },
        ]}
        workspaceZone={zone}
        downloadHref={`/t/${tenant}/usage/download`}
      />
    </Page>
  );
}
