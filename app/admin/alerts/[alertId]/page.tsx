import type { Metadata } from "next";
import { AlertPage } from "#app/t/[tenant]/alerts/alert-page.tsx";
import * as act from "../actions.ts";

export const metadata: Metadata = { title: "Alert" };

const actions = {
  acknowledge: act.acknowledgeAlertOfPlatformAction,
  resolve: act.resolveAlertOfPlatformAction,
  mute: act.muteAlertOfPlatformAction,
};

export default async function PlatformOneAlertPage(props: { params: Promise<{ alertId: string }> }) {
  const { alertId } = await props.params;
  return <AlertPage place={"platform"} alertId={alertId} actions={actions} />;
}
