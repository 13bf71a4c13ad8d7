// The tenants that came last.
import Link from "next/link";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import { StatusBadge } from "#components/feedback/status-badge.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import type { TenantView } from "#lib/tenants/view.ts";

export interface NewestTenantsProps {
  load: Promise<{ items: TenantView[] }>;
  timeZone: string;
  now: string;
}

export async function NewestTenants({ load, timeZone, now }: NewestTenantsProps) {
  const { items } = await load;
  if (items.length === 0)
    return <p className="py-6 text-center text-muted-foreground text-ui">There are no tenants yet.</p>;
  return (
    <ul className="-my-2 divide-y">
      {items.map((tenant) => (
        <li key={tenant.id} className="flex items-center gap-3 py-2 text-ui">
          <Avatar name={tenant.name} square />
          <div className="grid min-w-0 flex-1">
            <Link href={`/admin/tenants/${tenant.clientId}`} className="truncate font-medium hover:underline">
              {tenant.name}
            </Link>
            <span className="truncate text-muted-foreground text-xs">
              {tenant.plan.name} · {tenant.keyCount} {tenant.keyCount === 1 ? "key" : "keys"}
            </span>
          </div>
          {tenant.status === "suspended" ? <StatusBadge status="suspended" /> : null}
          <RelativeTime
            at={tenant.createdAt}
            now={now}
            timeZone={timeZone}
            className="shrink-0 text-muted-foreground text-xs"
          />
        </li>
      ))}
    </ul>
  );
}
