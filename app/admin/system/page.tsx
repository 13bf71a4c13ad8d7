import type { Metadata } from "next";
import { Suspense } from "react";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { SystemPanels } from "#components/system/system-panels.tsx";
import { ChartSkeleton } from "#components/usage/skeletons.tsx";
import { systemStatus } from "#lib/system/system-status.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";

export const metadata: Metadata = { title: "System" };

export default async function SystemPage() {
  const viewer = await viewerIn("platform");
  return (
    <Page>
      <PageHeader title="System" description="How this installation is doing." />
      <Suspense fallback={<ChartSkeleton />}>
        <SystemPanels load={read(systemStatus, {}, "platform")} timeZone={viewer.user.timeZone ?? "UTC"} />
      </Suspense>
    </Page>
  );
}
