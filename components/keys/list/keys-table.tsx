"use client";
// A list of keys with everything that can be done from a list. Its rows come with the page; the code that makes them
// live follows in a chunk of its own.
import dynamic from "next/dynamic";
import type { FindTenants } from "#components/keys/form/tenant-field.tsx";
import type { KeyActions } from "#components/keys/key-actions.ts";
import type { KeyRights } from "#components/keys/key-rights.ts";
import type { KeyColumnsProps } from "#components/keys/list/key-columns.tsx";
import type { KeySearchProps } from "#components/keys/list/key-search.tsx";
import type { ScreenViews } from "#components/views/screen-views.ts";
import type { KeyView } from "#lib/keys/view.ts";

export interface KeysTableProps extends KeySearchProps, KeyColumnsProps {
  rows: KeyView[];
  nextCursor: string | null;
  views: ScreenViews;
  /** Whether nothing was asked, so that no rows means no keys at all. */
  unfiltered: boolean;
  /** Present on the platform, where keys of all tenants are listed. */
  findTenants?: FindTenants;
  rights: KeyRights;
  actions: KeyActions;
  /** Where programs call, for the first snippet. */
  baseUrl: string;
}

const View = dynamic(() => import("#components/keys/list/keys-table-view.tsx"));

export function KeysTable(props: KeysTableProps) {
  return <View {...props} />;
}
