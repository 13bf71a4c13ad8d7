import { User } from "lucide-react";
import type { ReactNode } from "react";
import { AreaShell } from "#components/area/area-shell.tsx";
import { roleText, workspacesOf } from "#components/area/workspaces.ts";
import { Avatar } from "#components/ui/avatar.tsx";
import { viewerIn } from "#lib/web/viewer.ts";
import { confirmPasswordAction } from "./actions.ts";

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const viewer = await viewerIn("platform");
  const workspaces = workspacesOf(viewer);
  const links = workspaces.map(({ name, href, platform }) => ({
    label: name,
    href,
    exact: true,
    icon: <Avatar name={platform ? "Platform" : name} square />,
  }));
  return (
    <AreaShell
      sections={[
        { items: [{ label: "Account", href: "/account", icon: <User /> }] },
        { label: "Workspaces", items: links },
      ]}
      current={{ name: viewer.user.name, detail: "Your account", href: "/account" }}
      workspaces={workspaces}
      user={{ name: viewer.user.name, email: viewer.user.email, role: roleText(viewer) }}
      proof={{
        email: viewer.user.email,
        hasPassword: viewer.user.hasPassword,
        confirm: confirmPasswordAction,
      }}
      hideEnvironment
    >
      {children}
    </AreaShell>
  );
}
