// Usage is asked of UsageStore. Who names its tables all the same is named, with the reason, in lib/usage/README.md.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { getTableName, isTable } from "drizzle-orm";
import { expect, it } from "vitest";
import * as schema from "#db/schema/index.ts";
import { CALL_ROLL_UPS, LATENCY_ROLL_UPS } from "#lib/usage/day-roll-ups.ts";
import { DAY_SHAPES } from "#lib/usage/day-shapes.ts";
import { ROOT, sourcesIn } from "../support/source-tree.ts";

const TABLES = [
  "usage_events",
  "usage_events_default",
  "model_calls",
  ...[...CALL_ROLL_UPS, ...LATENCY_ROLL_UPS, ...DAY_SHAPES].map(({ table }) => table),
  "shaped_days",
];
/** As they are called in TypeScript. */
const typed = Object.entries(schema).flatMap(([name, one]) =>
  isTable(one) && TABLES.includes(getTableName(one)) ? [name] : [],
);

/** The roll-ups of resources and scopes are one piece of text for both. */
const made = ["label}_hours", "label}_days"];
const named = new RegExp(`\\b(?:${[...TABLES, ...typed].join("|")})\\b(?!\\.\\w+")|${made.join("|")}`);

it("are named in the files that lib/usage/README.md names, and in no other", () => {
  const readme = readFileSync(join(ROOT, "lib/usage/README.md"), "utf8");
  const list = readme.slice(readme.indexOf("## Who names the tables")).split("\n");
  const rows = list.filter((line) => line.startsWith("| `")).map((line) => line.split("|")[1]!);
  const known = rows
    .flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, path]) => path!))
    .map((path) => (path.includes("/") ? path : `lib/usage/${path}`));
  const naming = sourcesIn("app", "components", "lib")
    .filter(({ text, comments }) => named.test(without(text, comments)))
    .map(({ path }) => path);
  expect(typed.length).toBeGreaterThan(15);
  expect(naming.toSorted()).toEqual(known.toSorted());
});

const without = (text: string, comments: readonly string[]) =>
  comments.reduce((left, comment) => left.replace(comment, ""), text);
