"use client";
// "Updated 12 s ago", with a way to read again; turns to a warning once the numbers are older than they should be.
import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { usePendingTransition } from "#components/shell/pending.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { formatDuration } from "#lib/shared/format.ts";

const TICK_MS = 5_000;

export interface UpdatedStampProps {
  /** ISO instant up to which the numbers count. */
  at: string;
  /** The server's present, so that a wrong browser clock does not matter. */
  now: string;
  /** Older than this is called stale. */
  staleAfterMs?: number;
}

export function UpdatedStamp({ at, now, staleAfterMs = 120_000 }: UpdatedStampProps) {
  const router = useRouter();
  const start = usePendingTransition();
  const ageMs = Math.max(0, Date.parse(now) - Date.parse(at)) + useElapsed(now);
  const stale = ageMs > staleAfterMs;
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1 text-xs",
        stale ? "font-medium text-warning" : "text-muted-foreground",
      )}
    >
      <span className="tabular-nums">
        {stale ? "Stale: " : ""}updated{" "}
        {ageMs < 1_000 ? "just now" : `${formatDuration(ageMs - (ageMs % 1_000))} ago`}
      </span>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Refresh"
        onClick={() => start(() => router.refresh())}
      >
        <RefreshCw className="size-3.5" />
      </Button>
    </span>
  );
}

/** Milliseconds since `anchor` was rendered, in steps. */
function useElapsed(anchor: string): number {
  const [elapsed, setElapsed] = useState({ anchor, ms: 0 });
  useEffect(() => {
    const since = Date.now();
    const timer = setInterval(() => setElapsed({ anchor, ms: Date.now() - since }), TICK_MS);
    return () => clearInterval(timer);
  }, [anchor]);
  return elapsed.anchor === anchor ? elapsed.ms : 0;
}
