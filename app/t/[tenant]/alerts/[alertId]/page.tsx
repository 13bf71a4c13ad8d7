import type { Metadata } from "next";
import * as act from "../actions.ts";
import { AlertPage } from "../alert-page.tsx";

export const metadata: Metadata = { title: "Alert" };

const actions = {
  acknowledge: act.acknowledgeAlertAction,
  resolve: act.resolveAlertAction,
  mute: act.muteAlertAction,
};

export default async function OneAlertPage(props: { params: Promise<{ tenant: string; alertId: string }> }) {
  const { alertId, tenant } = await props.params;
  return <AlertPage place={{ tenant }} alertId={alertId} actions={actions} />;
}
