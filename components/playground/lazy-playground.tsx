"use client";
// The playground, its code fetched when its page is opened.
import dynamic from "next/dynamic";
import { Skeleton } from "#components/ui/skeleton.tsx";

export const LazyPlayground = dynamic(() => import("#components/playground/playground.tsx"), {
  ssr: false,
  loading: () => <Skeleton className="h-96 rounded-xl" />,
});
