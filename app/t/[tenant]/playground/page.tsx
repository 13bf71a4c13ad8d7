import type { Metadata } from "next";
import { NoAccess } from "#components/feedback/no-access.tsx";
import { LazyPlayground } from "#components/playground/lazy-playground.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { listCredentials } from "#lib/credentials/list-credentials.ts";
import { getOwnPlan } from "#lib/plans/get-own-plan.ts";
import { webSettings } from "#lib/web/deps.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { getKeyAction } from "../keys/actions.ts";
import { findModelCallAction } from "./actions.ts";

export const metadata: Metadata = { title: "Playground" };

export default async function PlaygroundPage({ params }: { params: Promise<{ tenant: string }> }) {
  const place = { tenant: (await params).tenant };
  const { permissions } = await viewerIn(place);
  if (!permissions.includes("keys:write_own"))
    return (
      <Page>
        <NoAccess what="use the playground" needs="developer, admin or owner" />
      </Page>
    );
  const seesCredentials = permissions.includes("credentials:read");
  const [plan, credentials] = await Promise.all([
    read(getOwnPlan, {}, place),
    seesCredentials ? read(listCredentials, { limit: 1 }, place) : null,
  ]);
  const { publicUrl, keyPrefix } = webSettings();
  return (
    <Page>
      <PageHeader
        title="Playground"
        description="Ask a model through the gateway with one of your keys. Its limits and budgets count."
      />
      <LazyPlayground
        place={place}
        plan={plan.gateway}
        lacksCredentials={credentials?.items.length === 0}
        seesCredentials={seesCredentials}
        baseUrl={publicUrl}
        keyPrefix={keyPrefix}
        actions={{ key: getKeyAction, call: findModelCallAction }}
      />
    </Page>
  );
}
