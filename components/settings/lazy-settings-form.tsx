"use client";
// The settings form, rendered by the browser alone: its list of time zones is the browser's.
import dynamic from "next/dynamic";
import { Skeleton } from "#components/ui/skeleton.tsx";

export const LazySettingsForm = dynamic(() => import("#components/settings/tenant-settings-form.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="h-64 rounded-xl" />,
});
