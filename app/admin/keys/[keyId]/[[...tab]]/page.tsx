import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { KeyPage } from "#app/t/[tenant]/keys/[keyId]/key-page.tsx";
import { tabIn } from "#app/t/[tenant]/keys/[keyId]/tab-in.ts";
import type { Search } from "#components/keys/list/key-filters.ts";
import { listAllKeys } from "#lib/keys/list-all-keys.ts";
import { read } from "#lib/web/read.ts";

interface Props {
  params: Promise<{ keyId: string; tab?: string[] }>;
  searchParams: Promise<Search>;
}

export const metadata: Metadata = { title: "Key" };

export default async function AnyKeyPage({ params, searchParams }: Props) {
  const { keyId, tab } = await params;
  const { items } = await read(listAllKeys, { q: keyId, limit: 1 }, "platform");
  const view = items.find((key) => key.id === keyId);
  if (!view) notFound();
  return (
    <KeyPage
      view={view}
      tab={tabIn(tab)}
      base="/admin/keys"
      crumbs={[{ label: "Keys", href: "/admin/keys" }, { label: view.name }]}
      search={await searchParams}
      tenantHref={`/admin/tenants/${view.tenant.clientId}`}
    />
  );
}
