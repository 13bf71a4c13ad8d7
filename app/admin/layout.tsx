import { cookies } from "next/headers";
import { forbidden } from "next/navigation";
import type { ReactNode } from "react";
import { openAlertsIn } from "#app/t/[tenant]/alerts/area.ts";
import { AreaBanners } from "#components/area/area-banners.tsx";
import { AreaShell } from "#components/area/area-shell.tsx";
import { platformSections } from "#components/area/platform-nav.tsx";
import { PLATFORM, roleText, workspacesOf } from "#components/area/workspaces.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { confirmPasswordAction } from "../account/actions.ts";
import { endVisitAction, findTenantsAction } from "./actions.ts";

export default async function PlatformLayout({ children }: { children: ReactNode }) {
  const viewer = await viewerIn("platform");
  // For the frame only: each page and action asks for its own permission.
  if (!viewer.platformRole) forbidden();
  const jar = await cookies();
  return (
    <AreaShell
      sections={platformSections(viewer.permissions, await openAlertsIn("platform", viewer))}
      current={PLATFORM}
      workspaces={workspacesOf(viewer)}
      user={{ name: viewer.user.name, email: viewer.user.email, role: roleText(viewer) }}
      proof={{
        email: viewer.user.email,
        hasPassword: viewer.user.hasPassword,
        confirm: confirmPasswordAction,
      }}
      findTenants={findTenantsAction}
      banners={<AreaBanners viewer={viewer} endVisit={endVisitAction} />}
      defaultCollapsed={jar.get("keyhold-sidebar")?.value === "collapsed"}
    >
      {children}
    </AreaShell>
  );
}
