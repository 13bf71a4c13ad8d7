// How the lines of several processes are told apart on one terminal. Pure.

const COLOURS: Record<string, number> = { web: 36, api: 32, worker: 35, database: 33 };
const LEVELS: Record<number, string> = {
  10: "trace",
  20: "debug",
  30: "info",
  40: "warn",
  50: "error",
  60: "fatal",
};
const LEVEL_COLOURS: Record<string, number> = { warn: 33, error: 31, fatal: 31 };
const WIDTH = 8;

/** A line with its process's name before it. For a person log records are spelled out, else they stay JSON. */
export function formatLine(name: string, line: string, terminal: boolean): string {
  if (!terminal) return `${name.padEnd(WIDTH)}| ${line}`;
  return `${colour(COLOURS[name] ?? 37, name.padEnd(WIDTH))}| ${readable(line)}`;
}

function readable(line: string): string {
  const record = parseRecord(line);
  if (!record) return line;
  const { level, time, process, msg, ...rest } = record;
  const word = LEVELS[Number(level)] ?? String(level);
  const clock = typeof time === "string" ? time.slice(11, 19) : "";
  const details = Object.entries(rest).map(([key, value]) => `${key}=${textOf(value)}`);
  return [dim(clock), colour(LEVEL_COLOURS[word] ?? 34, word), String(msg ?? ""), dim(details.join(" "))]
    .filter(Boolean)
    .join(" ");
}

function parseRecord(line: string): Record<string, unknown> | null {
  if (!line.startsWith("{")) return null;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function colour(code: number, text: string): string {
  return `\u001b[${code}m${text}\u001b[0m`;
}

function dim(text: string): string {
  return text && colour(90, text);
}
