import type { Metadata } from "next";
import { ExportsPage } from "#app/t/[tenant]/exports/exports-page.tsx";
import type { Search } from "#components/keys/list/key-filters.ts";
import { deleteExportOfPlatformAction } from "./actions.ts";

export const metadata: Metadata = { title: "Exports" };

export default async function PlatformExportsPage(props: { searchParams: Promise<Search> }) {
  return (
    <ExportsPage place="platform" search={await props.searchParams} remove={deleteExportOfPlatformAction} />
  );
}
