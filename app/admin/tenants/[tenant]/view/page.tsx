import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { VisitForm } from "#components/tenants/visit-form.tsx";
import { Card, CardContent } from "#components/ui/card.tsx";
import { getTenant } from "#lib/tenants/get-tenant.ts";
import { read } from "#lib/web/read.ts";
import { safePath } from "#lib/web/safe-path.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { beginVisitAction } from "../../actions.ts";

export const metadata: Metadata = { title: "View as tenant" };

interface Props {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function ViewAsTenantPage({ params, searchParams }: Props) {
  const [{ tenant }, search] = await Promise.all([params, searchParams]);
  const [{ clientId, name }, viewer] = await Promise.all([
    read(getTenant, { tenant }, "platform"),
    viewerIn("platform"),
  ]);
  const home = `/t/${clientId}`;
  const wished = safePath([search.next].flat()[0]);
  const next =
    wished === home || wished.startsWith(`${home}/`) || wished.startsWith(`${home}?`) ? wished : home;
  const isMember = viewer.tenants.some((each) => each.clientId === clientId);
  if (isMember || viewer.visit?.clientId === clientId) redirect(next);
  return (
    <Page narrow>
      <PageHeader
        breadcrumbs={[
          { label: "Tenants", href: "/admin/tenants" },
          { label: name, href: `/admin/tenants/${clientId}` },
          { label: "View as tenant" },
        ]}
        title={`View as ${name}`}
        description="You see its pages as its people do. Until you end it, or its time is over, you change nothing: not there, and not here."
      />
      <Card>
        <CardContent>
          <VisitForm tenant={{ clientId, name }} next={next} begin={beginVisitAction} />
        </CardContent>
      </Card>
    </Page>
  );
}
