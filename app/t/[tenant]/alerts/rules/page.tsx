import type { Metadata } from "next";
import * as act from "../actions.ts";
import { RulesPage } from "../rules-page.tsx";

export const metadata: Metadata = { title: "Alert rules" };

const actions = {
  update: act.updateAlertRuleAction,
  remove: act.deleteAlertRuleAction,
  test: act.testAlertRuleAction,
  unmute: act.unmuteAlertsAction,
};

export default async function AlertRulesPage(props: { params: Promise<{ tenant: string }> }) {
  return <RulesPage place={{ tenant: (await props.params).tenant }} actions={actions} />;
}
