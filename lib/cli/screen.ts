// What commands write: tables and cards for people, JSON for programs. Answers go to stdout, remarks to stderr.
import { styleText } from "node:util";
import Table from "cli-table3";

export type Cell = string | number | boolean | null | undefined;

export interface Screen {
  json: boolean;
  /** A list with a heading per column. */
  table(head: string[], rows: Cell[][]): void;
  /** One thing, a line per property. */
  card(lines: [string, Cell][]): void;
  /** A line of the answer itself. */
  line(text: string): void;
  /** A remark that is no part of the answer; silent with --json. */
  note(text: string): void;
  /** A remark that nobody should miss, programs included: a line of JSON with --json. */
  warn(text: string): void;
}

const NO_LINES = Object.fromEntries(
  ["top", "bottom", "mid", "left", "right", "middle"]
    .flatMap((name) => [name, `${name}-mid`, `${name}-left`, `${name}-right`, `mid-mid`])
    .map((name) => [name, ""]),
);

export function openScreen(json: boolean): Screen {
  const write = (text: string) => process.stdout.write(`${text}\n`);
  return {
    json,
    table(head, rows) {
      const table = new Table({
        head: head.map((title) => styleText("dim", title)),
        chars: { ...NO_LINES, middle: "  " },
        style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
      });
      table.push(...rows.map((row) => row.map(textOf)));
      write(rows.length > 0 ? table.toString().replace(/ +$/gm, "") : styleText("dim", "nothing"));
    },
    card(lines) {
      const width = Math.max(...lines.map(([name]) => name.length));
      for (const [name, value] of lines) write(`${styleText("dim", name.padEnd(width))}  ${textOf(value)}`);
    },
    line: write,
    warn(text) {
      process.stderr.write(`${json ? JSON.stringify({ warning: text }) : `warning: ${text}`}\n`);
    },
    note(text) {
      if (!json) process.stderr.write(`${styleText("dim", text, { stream: process.stderr })}\n`);
    },
  };
}

function textOf(value: Cell): string {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

/** "2026-03-10 12:00 UTC" of a time, in RFC 3339 where it came over REST. */
export function shownTime(at: Date | string | null): string | null {
  const iso = at instanceof Date ? at.toISOString() : at;
  return iso && `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
