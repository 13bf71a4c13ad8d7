"use client";
// Reads the page again while what it shows is being worked on.
import { useRouter } from "next/navigation";
import { useEffect } from "react";

const EVERY_MS = 1_500;
/** After that somebody has to look: no process runs that would do it. */
const AT_MOST = 40;

export function RefreshWhileBusy({ busy, atMost = AT_MOST }: { busy: boolean; atMost?: number }) {
  const router = useRouter();
  useEffect(() => {
    if (!busy) return;
    let count = 0;
    const timer = setInterval(() => {
      count += 1;
      if (count >= atMost) clearInterval(timer);
      if (document.visibilityState === "visible") router.refresh();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [busy, atMost, router]);
  return null;
}
