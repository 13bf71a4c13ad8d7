"use client";
// What a drag over a chart does, and more, as buttons and keys: earlier, later, closer, further away, back.
import { ChevronLeft, ChevronRight, RotateCcw, ZoomIn, ZoomOut } from "lucide-react";
import type { Zoom } from "#components/chart/use-zoom.ts";

const BUTTONS = [
  { move: "earlier", label: "Earlier", keys: "Shift+ArrowLeft", Icon: ChevronLeft },
  { move: "out", label: "Zoom out", keys: "-", Icon: ZoomOut },
  { move: "reset", label: "Reset zoom", keys: "0", Icon: RotateCcw },
  { move: "in", label: "Zoom in", keys: "+", Icon: ZoomIn },
  { move: "later", label: "Later", keys: "Shift+ArrowRight", Icon: ChevronRight },
] as const;

export function ZoomButtons({ moves }: Pick<Zoom, "moves">) {
  return (
    <fieldset className="inline-flex h-8 items-center rounded-lg border border-border px-0.5 shadow-xs">
      <legend className="sr-only">Move and zoom in time</legend>
      {BUTTONS.filter(({ move }) => move !== "reset" || moves.reset).map(({ move, label, keys, Icon }) => (
        <button
          key={move}
          type="button"
          aria-label={label}
          aria-keyshortcuts={keys}
          title={label}
          disabled={moves[move] === null}
          onClick={() => moves[move]?.()}
          className="inline-flex size-7 items-center justify-center rounded-md text-muted-foreground hover:bg-muted hover:text-foreground disabled:pointer-events-none disabled:opacity-35"
        >
          <Icon aria-hidden="true" className="size-4" />
        </button>
      ))}
    </fieldset>
  );
}

/** What a key does while a chart has the focus; null for all other keys. */
export function moveOfKey({ key, shiftKey }: { key: string; shiftKey: boolean }): keyof Zoom["moves"] | null {
  if (key === "+" || key === "=") return "in";
  if (key === "-") return "out";
  if (key === "0") return "reset";
  if (!shiftKey) return null;
  return key === "ArrowLeft" ? "earlier" : key === "ArrowRight" ? "later" : null;
}
