import type { Metadata } from "next";
import { HistoryPage } from "#app/t/[tenant]/alerts/history-page.tsx";
import type { Search } from "#components/keys/list/key-filters.ts";

export const metadata: Metadata = { title: "History of alerts" };

export default async function PlatformAlertHistoryPage(props: { searchParams: Promise<Search> }) {
  return <HistoryPage place={"platform"} search={await props.searchParams} />;
}
