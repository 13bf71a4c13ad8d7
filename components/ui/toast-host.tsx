"use client";
// Mounts the toaster once somebody asks for a toast, so that no page pays for it before.
import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { isToastWanted, onToastWanted } from "#components/ui/toast.ts";

const Toaster = dynamic(() => import("#components/ui/toaster.tsx").then((module) => module.Toaster), {
  ssr: false,
});

export function ToastHost() {
  const wanted = useSyncExternalStore(onToastWanted, isToastWanted, () => false);
  return wanted ? <Toaster /> : null;
}
