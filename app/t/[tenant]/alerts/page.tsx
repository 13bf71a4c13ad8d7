import type { Metadata } from "next";

import type { Search } from "#components/keys/list/key-filters.ts";
import * as act from "./actions.ts";
import { InboxPage } from "./inbox-page.tsx";

export const metadata: Metadata = { title: "Alerts" };

const actions = {
  acknowledge: act.acknowledgeAlertAction,
  resolve: act.resolveAlertAction,
  mute: act.muteAlertAction,
};

export default async function AlertsPage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Search>;
}) {
  return (
    <InboxPage
      place={{ tenant: (await props.params).tenant }}
      search={await props.searchParams}
      actions={actions}
    />
  );
}
