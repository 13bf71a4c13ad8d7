"use client";
// Parts of a key's pages that come with the page and are made live by chunks of their own, so that a page loads only
// the code of what it shows.
import dynamic from "next/dynamic";

export const LazyKeySecrets = dynamic(() =>
  import("#components/keys/detail/key-secrets.tsx").then((module) => module.KeySecrets),
);
export const LazyUnusedKey = dynamic(() =>
  import("#components/keys/detail/unused-key.tsx").then((module) => module.UnusedKey),
);
export const LazyDangerZone = dynamic(() =>
  import("#components/keys/detail/danger-zone.tsx").then((module) => module.DangerZone),
);
export const LazyActivity = dynamic(() =>
  import("#components/audit/audit-table.tsx").then((module) => module.AuditTable),
);
export const LazyCallsChart = dynamic(() =>
  import("#components/chart/time-series-chart.tsx").then((module) => module.TimeSeriesChart),
);
