// What is special about a tenant's area right now: it is a demo, suspended, or platform staff is looking in.
import { CirclePause, Eye } from "lucide-react";
import { Banner } from "#components/shell/banner.tsx";
import { DemoBanner } from "#components/shell/demo-banner.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Viewer } from "#lib/web/viewer.ts";

export function TenantBanners({ viewer }: { viewer: Viewer }) {
  const { tenant, visiting, platformRole, demo } = viewer;
  if (!tenant) return null;
  return (
    <>
      {demo ? <DemoBanner /> : null}
      {visiting ? (
        <Banner
          tone="info"
          label="Viewing as platform staff"
          icon={<Eye aria-hidden="true" />}
          action={<TextLink href="/admin/tenants">Back to all tenants</TextLink>}
        >
          You are in {tenant.name} as platform staff.{" "}
          {platformRole === "admin"
            ? "What you change stands in its audit log."
            : "You can read, not change."}
        </Banner>
      ) : null}
      {tenant.suspendedAt ? (
        <Banner tone="danger" label="Suspended" icon={<CirclePause aria-hidden="true" />}>
          {tenant.name} is suspended{tenant.suspendedReason ? `: ${tenant.suspendedReason}` : ""}. Its keys
          are refused, and members can read but not change anything.
        </Banner>
      ) : null}
    </>
  );
}
