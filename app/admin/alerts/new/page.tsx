import type { Metadata } from "next";
import { NewRulePage } from "#app/t/[tenant]/alerts/new-rule-page.tsx";
import type { Search } from "#components/keys/list/key-filters.ts";
import { createAlertRuleOfPlatformAction } from "../actions.ts";

export const metadata: Metadata = { title: "New alert rule" };

export default async function PlatformNewAlertRulePage(props: { searchParams: Promise<Search> }) {
  return (
    <NewRulePage
      place={"platform"}
      search={await props.searchParams}
      create={createAlertRuleOfPlatformAction}
    />
  );
}
