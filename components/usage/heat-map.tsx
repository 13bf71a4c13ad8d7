"use client";
// Hours of the week as a table whose cells are coloured by their number. Arrow keys walk; what is under the focus or the
// pointer is told below, and a button shows all numbers.
import { Table2 } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { formatAxis, formatValue, type ValueFormat } from "#components/chart/series.ts";
import { dimWhilePending } from "#components/shell/dim.ts";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";

export interface HeatMapProps {
  title: string;
  summary: string;
  /** Seven rows from Monday on, of 24 hours each; null where the range has no such hour. */
  rows: (number | null)[][];
  /** How often each hour was there, to divide by. */
  times: number[][];
  format: ValueFormat;
  /** What a number is: "calls". */
  noun: string;
  actions?: ReactNode;
}

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const SHADES = [
  "bg-muted/60",
  "bg-chart-1/15",
  "bg-chart-1/30",
  "bg-chart-1/45",
  "bg-chart-1/60",
  "bg-chart-1/80",
  "bg-chart-1",
];

export function HeatMap({ title, summary, rows, times, format, noun, actions }: HeatMapProps) {
  const titleId = useId();
  const [numbers, setNumbers] = useState(false);
  const [at, setAt] = useState<[day: number, hour: number]>([0, 0]);
  const [told, setTold] = useState(false);
  const table = useRef<HTMLTableElement>(null);
  const largest = Math.max(0, ...rows.flat().map((value) => value ?? 0));
  const walk = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const next: [number, number] = [(at[0] + step[0] + 7) % 7, (at[1] + step[1] + 24) % 24];
    setAt(next);
    table.current?.querySelector<HTMLElement>(`[data-at="${next.join("-")}"]`)?.focus();
  };
  const value = rows[at[0]]?.[at[1]] ?? null;
  const often = times[at[0]]?.[at[1]] ?? 0;
  return (
    <figure aria-labelledby={titleId} className="m-0 grid min-w-0 gap-3">
      <figcaption className="flex items-start justify-between gap-4">
        <div className="grid gap-0.5">
          <h2 id={titleId} className="font-semibold text-sm">
            {title}
          </h2>
          <p className="text-muted-foreground text-ui">{summary}</p>
        </div>
        <div className="flex shrink-0 items-center gap-1">
          {actions}
          <Button
            variant="ghost"
            size="icon-sm"
            aria-pressed={numbers}
            aria-label={`Show the numbers of ${title}`}
            onClick={() => setNumbers(!numbers)}
          >
            <Table2 />
          </Button>
        </div>
      </figcaption>
      <section
        aria-label={`${title}, by hour and weekday`}
        tabIndex={numbers ? 0 : undefined}
        className={cn("scroll-thin min-w-0", numbers && "overflow-x-auto", dimWhilePending)}
      >
        <table
          ref={table}
          onKeyDown={walk}
          className={cn(
            "w-full table-fixed border-separate text-2xs tabular-nums [border-spacing:2px]",
            numbers && "min-w-240",
          )}
        >
          <thead>
            <tr className="text-muted-foreground">
              <th scope="col" className="w-8">
                <span className="sr-only">Weekday</span>
              </th>
              {HOURS.map((hour) => (
                <th
                  key={hour}
                  scope="col"
                  className="overflow-visible whitespace-nowrap pb-0.5 text-left font-normal"
                >
                  {hour % 6 === 0 || numbers ? (
                    `${String(hour).padStart(2, "0")}`
                  ) : (
                    <span className="sr-only">{hour}</span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody onMouseLeave={() => setTold(false)}>
            {DAYS.map((day, row) => (
              <tr key={day}>
                <th scope="row" className="text-left font-normal text-muted-foreground">
                  <span aria-hidden="true">{day.slice(0, 3)}</span>
                  <span className="sr-only">{day}</span>
                </th>
                {HOURS.map((hour) => (
                  <Cell
                    key={hour}
                    name={`${row}-${hour}`}
                    value={rows[row]?.[hour] ?? null}
                    largest={largest}
                    format={format}
                    numbers={numbers}
                    current={at[0] === row && at[1] === hour}
                    onTell={() => {
                      setAt([row, hour]);
                      setTold(true);
                    }}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className="flex flex-wrap items-center justify-between gap-2 text-muted-foreground text-xs">
        <p aria-live="polite" className="min-h-4">
          {told ? (
            <>
              {DAYS[at[0]]} {hourWords(at[1])}:{" "}
              <span className="font-medium text-foreground tabular-nums">{formatValue(value, format)}</span>{" "}
              {noun}
              {value !== null && often > 1 ? `, ${formatAxis(value / often, format)} on average` : null}
            </>
          ) : (
            "Point at an hour, or walk with the arrow keys."
          )}
        </p>
        <p aria-hidden="true" className="flex items-center gap-1">
          0
          {SHADES.map((shade) => (
            <span key={shade} className={cn("size-2.5 rounded-[3px]", shade)} />
          ))}
          {formatAxis(largest, format)}
        </p>
      </div>
    </figure>
  );
}

const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

interface CellProps {
  name: string;
  value: number | null;
  largest: number;
  format: ValueFormat;
  numbers: boolean;
  current: boolean;
  onTell: () => void;
}

function Cell({ name, value, largest, format, numbers, current, onTell }: CellProps) {
  return (
    <td
      data-at={name}
      tabIndex={current ? 0 : -1}
      onFocus={onTell}
      onMouseEnter={onTell}
      className={cn(
        "h-7 rounded-[4px] p-0 text-center outline-ring outline-offset-1 focus-visible:outline-2",
        shadeOf(value, largest),
        numbers && "bg-transparent! shadow-[inset_0_0_0_1px_var(--border)]",
      )}
    >
      <span className={numbers ? undefined : "sr-only"}>
        {value === null ? "—" : numbers ? formatAxis(value, format) : formatValue(value, format)}
      </span>
    </td>
  );
}

function shadeOf(value: number | null, largest: number): string {
  if (value === null) return "bg-transparent shadow-[inset_0_0_0_1px_var(--border)]";
  if (value === 0 || largest === 0) return SHADES[0]!;
  return SHADES[Math.min(SHADES.length - 1, 1 + Math.floor((value / largest) * (SHADES.length - 1)))]!;
}

const two = (hour: number) => String(hour).padStart(2, "0");
const hourWords = (hour: number) => `${two(hour)}:00–${two((hour + 1) % 24)}:00`;
