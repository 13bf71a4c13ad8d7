"use client";
// Reads the page again every few seconds until it shows something else. Rests while the tab is hidden.
import { useRouter } from "next/navigation";
import { useEffect } from "react";

const PAUSE_MS = 4_000;

export function WaitForCall() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, PAUSE_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <p role="status" className="flex items-center gap-2 text-muted-foreground text-ui">
      <span aria-hidden="true" className="relative flex size-2.5">
        <span className="absolute inline-flex size-full animate-ping rounded-full bg-chart-1 opacity-60 motion-reduce:animate-none" />
        <span className="relative inline-flex size-2.5 rounded-full bg-chart-1" />
      </span>
      Waiting for the first call…
    </p>
  );
}
