// What is special about an area right now: it is a demo, its tenant is suspended, or platform staff is looking in.
import { CirclePause } from "lucide-react";
import { LazyVisitBanner } from "#components/area/lazy-visit-banner.tsx";
import type { VisitBannerProps } from "#components/area/visit-banner.tsx";
import { Banner } from "#components/shell/banner.tsx";
import { DemoBanner } from "#components/shell/demo-banner.tsx";
import type { Viewer } from "#lib/web/viewer.ts";

export function AreaBanners({ viewer, endVisit }: { viewer: Viewer; endVisit: VisitBannerProps["end"] }) {
  const { tenant, visit, demo } = viewer;
  return (
    <>
      {demo ? <DemoBanner /> : null}
      {visit ? (
        <LazyVisitBanner
          key={visit.id}
          tenantName={visit.tenantName}
          clientId={visit.clientId}
          secondsLeft={Math.ceil((visit.until.getTime() - Date.now()) / 1_000)}
          end={endVisit}
        />
      ) : null}
      {tenant?.suspendedAt ? (
        <Banner tone="danger" label="Suspended" icon={<CirclePause aria-hidden="true" />}>
          {tenant.name} is suspended{tenant.suspendedReason ? `: ${tenant.suspendedReason}` : ""}. Its keys
          are refused, and members can read but not change anything.
        </Banner>
      ) : null}
    </>
  );
}
