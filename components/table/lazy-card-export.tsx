"use client";
// The menu of a card's files: a chunk of its own, for a page is seen without it.
import dynamic from "next/dynamic";

export const LazyCardExport = dynamic(() =>
  import("#components/table/export-menu.tsx").then((module) => module.CardExport),
);
