import type { Metadata } from "next";

import type { Search } from "#components/keys/list/key-filters.ts";
import { createAlertRuleAction } from "../actions.ts";
import { NewRulePage } from "../new-rule-page.tsx";

export const metadata: Metadata = { title: "New alert rule" };

export default async function NewAlertRulePage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Search>;
}) {
  return (
    <NewRulePage
      place={{ tenant: (await props.params).tenant }}
      search={await props.searchParams}
      create={createAlertRuleAction}
    />
  );
}
