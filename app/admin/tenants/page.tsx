import type { Metadata } from "next";
import { viewsOf } from "#app/t/[tenant]/views/views-of.ts";
import { oneOf, type Search, textOf } from "#components/keys/list/key-filters.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { CreateTenantButton } from "#components/tenants/create-tenant-button.tsx";
import { TenantsTable } from "#components/tenants/tenants-table.tsx";
import { listPlans } from "#lib/plans/list-plans.ts";
import { listTenants } from "#lib/tenants/list-tenants.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { tenantActions } from "./tenant-actions.ts";

export const metadata: Metadata = { title: "Tenants" };

export default async function TenantsPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const viewer = await viewerIn("platform");
  const question = {
    q: textOf(search, "q")?.slice(0, 120) ?? null,
    status: oneOf(["active", "suspended"], textOf(search, "status")),
    plan: textOf(search, "plan")?.slice(0, 64) ?? null,
    cursor: textOf(search, "after"),
  };
  const [tenants, plans, views] = await Promise.all([
    read(listTenants, question, "platform"),
    read(listPlans, {}, "platform"),
    viewsOf("tenants", "platform"),
  ]);
  const mayCreate = viewer.permissions.includes("tenants:write");
  return (
    <Page>
      <PageHeader
        title="Tenants"
        description="Your customers. Each sees its own keys, members and numbers, and nobody else’s."
        actions={mayCreate ? <CreateTenantButton plans={plans.items} actions={tenantActions} /> : null}
      />
      <TenantsTable
        rows={tenants.items}
        nextCursor={tenants.nextCursor}
        views={views}
        plans={plans.items.map(({ slug, name }) => ({ slug, name }))}
        unfiltered={Object.values(question).every((value) => value === null)}
        mayCreate={mayCreate}
        now={new Date().toISOString()}
        timeZone={viewer.user.timeZone ?? "UTC"}
      />
    </Page>
  );
}
