"use client";
// Reads the page again while keys are being stored or tested.
import { useRouter } from "next/navigation";
import { useEffect } from "react";

const EVERY_MS = 1_500;
/** After that somebody has to look: no api process runs. */
const AT_MOST = 40;

export function RefreshWhileBusy({ busy }: { busy: boolean }) {
  const router = useRouter();
  useEffect(() => {
    if (!busy) return;
    let count = 0;
    const timer = setInterval(() => {
      count += 1;
      if (count >= AT_MOST) clearInterval(timer);
      if (document.visibilityState === "visible") router.refresh();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [busy, router]);
  return null;
}
