import type { Metadata } from "next";
import { Page } from "#components/shell/page.tsx";
import type { Facet } from "#components/table/facet-filter.tsx";
import { UsageScreen } from "#components/usage/usage-screen.tsx";
import { PLATFORM_GROUPS } from "#lib/usage/schemas.ts";
import { type Search, type UsageSearch, usageSearch } from "#lib/usage/usage-search.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { platformReads } from "./reads.ts";

export const metadata: Metadata = { title: "Usage" };

export default async function PlatformUsagePage(props: { searchParams: Promise<Search> }) {
  const viewer = await viewerIn("platform");
  const zone = viewer.user.timeZone ?? "UTC";
  const search = usageSearch(await props.searchParams, zone, true);
  const tenants = await platformReads.top({ range: "90d", by: "tenant", most: 50 });
  const options = tenants.items.map(({ key, label }) => ({ value: key, label }));
  const facets: Facet[] = [{ param: "tenant", label: "Tenant", options }, ...(await keyFacet(search))];
  return (
    <Page>
      <UsageScreen
        description="Every call of every tenant, and those with unknown keys."
        search={search}
        reads={platformReads}
        groups={PLATFORM_GROUPS}
        facets={facets}
        rankings={[
          { by: "tenant", title: "Top tenants", param: "tenant" },
          { by: "key", title: "Top keys", param: "key" },
          { by: "outcome", title: "Outcomes", param: "outcome" },
          { by: "environment", title: "Environments", param: "env", fixed: ["none"] },
        ]}
        workspaceZone={zone}
        downloadHref="/admin/usage/download"
      />
    </Page>
  );
}

/** Keys are filtered by from the list below the chart; those that are chosen stand here by name. */
async function keyFacet({ question }: UsageSearch): Promise<Facet[]> {
  if (!question.key) return [];
  const { items } = await platformReads.top({ range: "90d", by: "key", key: question.key, most: 20 });
  const options = items.map(({ key, label, detail }) => ({
    value: key,
    label: [label, detail].filter(Boolean).join(" · "),
  }));
  return [{ param: "key", label: "Key", options }];
}
