import { Building2 } from "lucide-react";
import Link from "next/link";
import { redirect } from "next/navigation";
import { SignOutButton } from "#components/auth/sign-out-button.tsx";
import { AuthFrame } from "#components/brand/auth-frame.tsx";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { viewerIn } from "#lib/web/viewer.ts";

/** The start: the platform for its staff, a member's only tenant, or a choice of them. */
export default async function StartPage() {
  const { user, platformRole, tenants } = await viewerIn("platform");
  if (platformRole) redirect("/admin");
  const [first, ...others] = tenants;
  if (first && others.length === 0) redirect(`/t/${first.clientId}`);
  if (!first)
    return (
      <AuthFrame title="No workspace yet" footer={<SignOutButton />}>
        <EmptyState
          className="py-4"
          icon={<Building2 />}
          title={`You are signed in as ${user.email}`}
          text="You belong to no workspace. Open the invitation in your mail, or ask for one."
        />
      </AuthFrame>
    );
  return (
    <AuthFrame title="Choose a workspace" footer={<SignOutButton />}>
      <ul className="-mx-2 grid gap-1">
        {tenants.map(({ clientId, name, role }) => (
          <li key={clientId}>
            <Link
              href={`/t/${clientId}`}
              className="flex items-center gap-3 rounded-lg p-2 transition-colors hover:bg-muted"
            >
              <Avatar name={name} square />
              <span className="grid min-w-0 flex-1 leading-5">
                <span className="truncate font-medium">{name}</span>
                <span className="truncate text-muted-foreground text-xs">{clientId}</span>
              </span>
              <Badge>{role}</Badge>
            </Link>
          </li>
        ))}
      </ul>
    </AuthFrame>
  );
}
