"use client";
// What stands above a list: search, filters, a way to clear them, and at the right saved views, columns and export. Comes with the
// page; the code that makes it live follows in a chunk of its own.
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import type { Facet } from "#components/table/facet-filter.tsx";
import type { ScreenViews } from "#components/views/screen-views.ts";

export interface FilterBarProps {
  searchPlaceholder?: string;
  facets?: Facet[];
  /** More filters of the page's own. */
  children?: ReactNode;
  /** Parameters of those, so that they can be cleared too. */
  params?: string[];
  /** What of these filters is kept under names. */
  views?: ScreenViews;
  /** ColumnChooser, ExportMenu. */
  tools?: ReactNode;
}

const View = dynamic(() => import("#components/table/filter-bar-view.tsx"));

export function FilterBar(props: FilterBarProps) {
  return <View {...props} />;
}
