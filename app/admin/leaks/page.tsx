import type { Metadata } from "next";
import { type Search, textOf } from "#components/keys/list/key-filters.ts";
import { LeakPolicyCard } from "#components/leaks/leak-policy-card.tsx";
import { LeaksTable } from "#components/leaks/leaks-table.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { getLeakPolicies } from "#lib/leaks/get-leak-policies.ts";
import { listAllLeaks } from "#lib/leaks/list-all-leaks.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { setLeakPolicyAction } from "./actions.ts";

export const metadata: Metadata = { title: "Leaks" };

export default async function LeaksPage({ searchParams }: { searchParams: Promise<Search> }) {
  const cursor = textOf(await searchParams, "after");
  const [viewer, policies, page] = await Promise.all([
    viewerIn("platform"),
    read(getLeakPolicies, {}, "platform"),
    read(listAllLeaks, { cursor }, "platform"),
  ]);
  return (
    <Page>
      <PageHeader
        title="Leaks"
        description="Keys that were found where the world can read them. The keys themselves are kept nowhere."
      />
      <LeakPolicyCard
        policies={policies}
        mayWrite={viewer.permissions.includes("plans:write")}
        set={setLeakPolicyAction}
      />
      <LeaksTable
        rows={page.items}
        nextCursor={page.nextCursor}
        now={new Date().toISOString()}
        timeZone={viewer.user.timeZone ?? "UTC"}
      />
    </Page>
  );
}
