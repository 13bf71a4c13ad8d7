// npm run weight: the gzipped JavaScript that each route sends before anything is asked for. Fails over the budget.
// npm run weight -- --lcp http://localhost:3000 --as ada@example.com:password /t/northwind/usage …: what Chromium measures.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { table } from "./report.ts";
import { measureLcp } from "./weight/lcp.ts";

const BUDGET_KB = 170;
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const STATS = `${ROOT}.next/diagnostics/route-bundle-stats.json`;
const PAGES = ["/admin", "/admin/usage", "/admin/logs", "/admin/keys"];

interface RouteStats {
  route: string;
  firstLoadChunkPaths: string[];
}

const sizes = new Map<string, number>();
const say = (line: string) => void process.stdout.write(`${line}\n`);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { lcp: { type: "string" }, as: { type: "string" } },
});

if (values.lcp) say(await lcpTable(values.lcp, values.as, positionals));
else printWeights();

function printWeights(): void {
  const routes = readStats()
    .map(({ route, firstLoadChunkPaths }) => ({
      route,
      kb: sum(firstLoadChunkPaths.map(gzippedBytes)) / 1_000,
    }))
    .toSorted((a, b) => b.kb - a.kb);
  say(
    table(
      ["route", "kB gzipped", `of ${BUDGET_KB}`],
      routes.map(({ route, kb }) => [route, kb.toFixed(1), `${Math.round((kb / BUDGET_KB) * 100)} %`]),
    ),
  );
  const tooHeavy = routes.filter(({ kb }) => kb > BUDGET_KB);
  for (const { route, kb } of tooHeavy) say(`${route} is ${(kb - BUDGET_KB).toFixed(1)} kB over the budget.`);
  if (tooHeavy.length > 0) process.exitCode = 1;
}

function readStats(): RouteStats[] {
  try {
    return JSON.parse(readFileSync(STATS, "utf8"));
  } catch {
    say("There is no build to weigh. Run npm run build first.");
    process.exit(1);
  }
}

/** As a server with gzip would send it; a chunk is read once. */
function gzippedBytes(path: string): number {
  const known = sizes.get(path);
  if (known !== undefined) return known;
  const size = gzipSync(readFileSync(ROOT + path)).length;
  sizes.set(path, size);
  return size;
}

async function lcpTable(baseUrl: string, as: string | undefined, pages: string[]): Promise<string> {
  const measured = await measureLcp(baseUrl, as?.split(/:(.*)/, 2), pages.length > 0 ? pages : PAGES);
  const rows = measured.map(({ path, lcpMs, kb }) => [path, `${Math.round(lcpMs)} ms`, kb.toFixed(1)]);
  return table(["page", "LCP, middle of three", "kB of JavaScript"], rows);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
