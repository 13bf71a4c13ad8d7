"use client";
// "Waiting for the first call…", which turns green when it came. The change is announced.
import { CircleCheck, RotateCcw } from "lucide-react";
import { type FirstCallQuestion, useFirstCall } from "#components/keys/reveal/use-first-call.ts";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";

const TONES = {
  waiting: "border-border bg-background/60 text-muted-foreground",
  seen: "border-success/30 bg-success-soft text-success",
  stopped: "border-border bg-background/60 text-muted-foreground",
};

export function FirstCallStatus(question: FirstCallQuestion) {
  const [state, again] = useFirstCall(question);
  return (
    <div
      role="status"
      data-first-call={state}
      className={cn(
        "flex min-h-11 items-center gap-2.5 rounded-lg border px-3 py-2 text-ui transition-colors duration-300",
        TONES[state],
      )}
    >
      {state === "waiting" ? <Pulse /> : null}
      {state === "seen" ? <CircleCheck aria-hidden="true" className="size-4 shrink-0" /> : null}
      <span className="min-w-0 flex-1">{TEXTS[state]}</span>
      {state === "stopped" ? (
        <Button variant="outline" size="sm" onClick={again}>
          <RotateCcw />
          Wait again
        </Button>
      ) : null}
    </div>
  );
}

const TEXTS = {
  waiting: "Waiting for the first call… Run the snippet above, or call from your own code.",
  seen: "The first call has arrived. This key works.",
  stopped: "No call within five minutes. The key is good; it was not used yet.",
};

function Pulse() {
  return (
    <span aria-hidden="true" className="relative flex size-2.5 shrink-0">
      <span className="absolute inset-0 animate-ping rounded-full bg-primary/50 motion-reduce:animate-none" />
      <span className="size-2.5 rounded-full bg-primary" />
    </span>
  );
}
