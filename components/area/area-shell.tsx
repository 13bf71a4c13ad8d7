"use client";
// The shell around an area for the person who is signed in: where they can go, and how to leave.
import { LogOut, User } from "lucide-react";
import type { ReactNode } from "react";
import { signOut } from "#components/auth/auth-calls.ts";
import { ProofHost, type ProofHostProps } from "#components/auth/proof-host.tsx";
import type { Act } from "#components/form/act.ts";
import { AppShell } from "#components/shell/app-shell.tsx";
import type { NavSection } from "#components/shell/nav.ts";
import type { Workspace } from "#components/shell/workspace-switcher.tsx";
import type { TenantView } from "#lib/tenants/view.ts";

export type FindTenants = Act<
  { q: string; limit: number },
  { items: Pick<TenantView, "name" | "clientId">[] }
>;

export interface AreaShellProps {
  sections: NavSection[];
  current: Workspace;
  workspaces: Workspace[];
  user: { name: string; email: string; role: string };
  /** How the person proves that it is still them, when a sensitive act wants it. */
  proof: ProofHostProps;
  /** For platform staff: finds any tenant by typing. */
  findTenants?: FindTenants;
  banners?: ReactNode;
  hideEnvironment?: boolean;
  defaultCollapsed?: boolean;
  children: ReactNode;
}

const FOUND_AT_MOST = 8;

export function AreaShell({ proof, ...props }: AreaShellProps) {
  return (
    <>
      <Shell {...props} />
      <ProofHost {...proof} />
    </>
  );
}

function Shell({ current, workspaces, user, findTenants, ...shell }: Omit<AreaShellProps, "proof">) {
  return (
    <AppShell
      {...shell}
      switcher={{
        current,
        workspaces,
        onSearch:
          findTenants &&
          (async (query) => {
            const own = new Set(workspaces.map(({ detail }) => detail));
            return (await searchTenants(findTenants, query)).filter(({ detail }) => !own.has(detail));
          }),
        allHref: findTenants && "/admin/tenants",
      }}
      user={{
        ...user,
        items: [
          { label: "Account", href: "/account", icon: <User /> },
          { separator: true },
          { label: "Sign out", icon: <LogOut />, onSelect: () => signOut() },
        ],
      }}
      onLookup={
        findTenants &&
        (async (query) =>
          (await searchTenants(findTenants, query)).map((tenant) => ({
            label: tenant.name,
            detail: tenant.detail,
            href: tenant.href,
            group: "Tenants",
          })))
      }
    />
  );
}

async function searchTenants(find: FindTenants, q: string): Promise<Workspace[]> {
  const result = await find("platform", { q, limit: FOUND_AT_MOST });
  if (!result.ok) return [];
  return result.data.items.map(({ name, clientId }) => ({
    name,
    detail: clientId,
    href: `/admin/tenants/${clientId}`,
  }));
}
