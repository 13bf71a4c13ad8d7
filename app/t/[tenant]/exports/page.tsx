import type { Metadata } from "next";
import type { Search } from "#components/keys/list/key-filters.ts";
import { deleteExportAction } from "./actions.ts";
import { ExportsPage } from "./exports-page.tsx";

export const metadata: Metadata = { title: "Exports" };

export default async function TenantExportsPage(props: {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<Search>;
}) {
  const place = { tenant: (await props.params).tenant };
  return <ExportsPage place={place} search={await props.searchParams} remove={deleteExportAction} />;
}
