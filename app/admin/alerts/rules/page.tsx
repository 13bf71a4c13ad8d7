import type { Metadata } from "next";
import { RulesPage } from "#app/t/[tenant]/alerts/rules-page.tsx";
import * as act from "../actions.ts";

export const metadata: Metadata = { title: "Alert rules" };

const actions = {
  update: act.updateAlertRuleOfPlatformAction,
  remove: act.deleteAlertRuleOfPlatformAction,
  test: act.testAlertRuleOfPlatformAction,
  unmute: act.unmuteAlertsOfPlatformAction,
};

export default async function PlatformAlertRulesPage() {
  return <RulesPage place={"platform"} actions={actions} />;
}
