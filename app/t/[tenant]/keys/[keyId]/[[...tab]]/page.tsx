import type { Metadata } from "next";
import type { Search } from "#components/keys/list/key-filters.ts";
import { getKey } from "#lib/keys/get-key.ts";
import { read } from "#lib/web/read.ts";
import { KeyPage } from "../key-page.tsx";
import { tabIn } from "../tab-in.ts";

interface Props {
  params: Promise<{ tenant: string; keyId: string; tab?: string[] }>;
  searchParams: Promise<Search>;
}

export const metadata: Metadata = { title: "Key" };

export default async function TenantKeyPage({ params, searchParams }: Props) {
  const { tenant, keyId, tab } = await params;
  const view = await read(getKey, { keyId }, { tenant });
  const base = `/t/${tenant}/keys`;
  return (
    <KeyPage
      view={view}
      tab={tabIn(tab)}
      base={base}
      crumbs={[{ label: "Keys", href: base }, { label: view.name }]}
      search={await searchParams}
    />
  );
}
