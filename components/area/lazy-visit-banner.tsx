"use client";
// The banner comes with the page of whoever looks in; nobody else loads the code of it.
import dynamic from "next/dynamic";
import type { VisitBannerProps } from "#components/area/visit-banner.tsx";

const VisitBanner = dynamic(() =>
  import("#components/area/visit-banner.tsx").then((module) => module.VisitBanner),
);

export function LazyVisitBanner(props: VisitBannerProps) {
  return <VisitBanner {...props} />;
}
