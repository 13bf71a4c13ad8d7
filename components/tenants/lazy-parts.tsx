"use client";
// Parts of a tenant's pages that come with the page and are made live by chunks of their own.
import dynamic from "next/dynamic";

export const LazyMembers = dynamic(() =>
  import("#components/members/members-panel.tsx").then((module) => module.MembersPanel),
);
export const LazyCallsChart = dynamic(() =>
  import("#components/chart/time-series-chart.tsx").then((module) => module.TimeSeriesChart),
);
