import type { Metadata } from "next";
import { InboxPage } from "#app/t/[tenant]/alerts/inbox-page.tsx";
import type { Search } from "#components/keys/list/key-filters.ts";
import * as act from "./actions.ts";

export const metadata: Metadata = { title: "Alerts" };

const actions = {
  acknowledge: act.acknowledgeAlertOfPlatformAction,
  resolve: act.resolveAlertOfPlatformAction,
  mute: act.muteAlertOfPlatformAction,
};

export default async function PlatformAlertsPage(props: { searchParams: Promise<Search> }) {
  return <InboxPage place={"platform"} search={await props.searchParams} actions={actions} />;
}
