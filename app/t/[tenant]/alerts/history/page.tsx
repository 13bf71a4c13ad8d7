import type { Metadata } from "next";

import type { Search } from "#components/keys/list/key-filters.ts";
import { HistoryPage } from "../history-page.tsx";

export const metadata: Metadata = { title: "History of alerts" };

export default async function AlertHistoryPage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Search>;
}) {
  return <HistoryPage place={{ tenant: (await props.params).tenant }} search={await props.searchParams} />;
}
