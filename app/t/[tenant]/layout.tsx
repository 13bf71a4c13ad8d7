import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AreaBanners } from "#components/area/area-banners.tsx";
import { AreaShell } from "#components/area/area-shell.tsx";
import { tenantSections } from "#components/area/tenant-nav.tsx";
import { roleText, workspacesOf } from "#components/area/workspaces.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { confirmPasswordAction } from "../../account/actions.ts";
import { endVisitAction, findTenantsAction } from "../../admin/actions.ts";
import { openAlertsIn } from "./alerts/area.ts";

interface LayoutProps {
  params: Promise<{ tenant: string }>;
}

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const { tenant } = await viewerIn({ tenant: (await params).tenant });
  return { title: { default: tenant?.name ?? "", template: `%s · ${tenant?.name ?? ""} · Keyhold` } };
}

export default async function TenantLayout({ params, children }: LayoutProps & { children: ReactNode }) {
  const { tenant: clientId } = await params;
  const viewer = await viewerIn({ tenant: clientId });
  const current = { name: viewer.tenant?.name ?? clientId, detail: clientId, href: `/t/${clientId}` };
  const known = workspacesOf(viewer);
  const jar = await cookies();
  return (
    <AreaShell
      sections={tenantSections(
        clientId,
        viewer.permissions,
        await openAlertsIn({ tenant: clientId }, viewer),
      )}
      current={current}
      workspaces={viewer.visiting ? [...known, current] : known}
      user={{ name: viewer.user.name, email: viewer.user.email, role: roleText(viewer) }}
      proof={{
        email: viewer.user.email,
        hasPassword: viewer.user.hasPassword,
        confirm: confirmPasswordAction,
      }}
      findTenants={viewer.platformRole ? findTenantsAction : undefined}
      banners={<AreaBanners viewer={viewer} endVisit={endVisitAction} />}
      defaultCollapsed={jar.get("keyhold-sidebar")?.value === "collapsed"}
    >
      {children}
    </AreaShell>
  );
}
