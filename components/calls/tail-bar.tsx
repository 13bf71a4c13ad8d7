"use client";
// Whether a log follows what happens, why it rests, and the button for both.
import { Pause, Play } from "lucide-react";
import type { Rest, Tail } from "#components/calls/use-tail.ts";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { Kbd } from "#components/ui/kbd.tsx";

const RESTS: Record<Rest, string> = {
  "by hand": "Paused. New calls wait until you resume.",
  "out of sight": "Paused while you read further down.",
  hidden: "Paused while this tab is hidden.",
};

export function TailBar({ rest, problem, toggle, bar }: Pick<Tail, "rest" | "problem" | "toggle" | "bar">) {
  const words = rest ? RESTS[rest] : (problem ?? "Live. New calls appear as they come.");
  return (
    <div ref={bar} className="flex min-h-11 items-center justify-between gap-3 border-b px-4 py-1.5">
      <p role="status" className="flex min-w-0 items-center gap-2 text-muted-foreground text-ui">
        <span
          aria-hidden="true"
          className={cn(
            "size-2 shrink-0 rounded-full",
            rest ? "bg-muted-foreground" : problem ? "bg-chart-danger" : "bg-chart-success",
          )}
        />
        {words}
      </p>
      <Button variant="outline" size="sm" onClick={toggle}>
        {rest === "by hand" ? <Play /> : <Pause />}
        {rest === "by hand" ? "Resume" : "Pause"}
        <Kbd className="max-sm:hidden">Space</Kbd>
      </Button>
    </div>
  );
}
