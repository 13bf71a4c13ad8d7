import type { Metadata } from "next";
import { NewExportPage } from "#app/t/[tenant]/exports/new-export-page.tsx";
import type { Search } from "#components/keys/list/key-filters.ts";
import { requestExportOfPlatformAction } from "../actions.ts";

export const metadata: Metadata = { title: "New export" };

export default async function NewPlatformExportPage(props: { searchParams: Promise<Search> }) {
  return (
    <NewExportPage
      place="platform"
      search={await props.searchParams}
      request={requestExportOfPlatformAction}
    />
  );
}
