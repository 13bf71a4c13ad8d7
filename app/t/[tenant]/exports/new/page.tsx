import type { Metadata } from "next";
import type { Search } from "#components/keys/list/key-filters.ts";
import { requestExportAction } from "../actions.ts";
import { NewExportPage } from "../new-export-page.tsx";

export const metadata: Metadata = { title: "New export" };

export default async function NewTenantExportPage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Search>;
}) {
  const place = { tenant: (await props.params).tenant };
  return <NewExportPage place={place} search={await props.searchParams} request={requestExportAction} />;
}
