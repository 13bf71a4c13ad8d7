// What deploy/ says of Keyhold is true of Keyhold: settings, commands, ports, paths and metrics are those that exist.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createMetrics } from "#lib/api/metrics.ts";
import { readSettings } from "#lib/core/env.ts";
import { belongsToApi } from "#lib/web/pass-through.ts";
import { ROOT } from "../support/source-tree.ts";

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const files = readdirSync(join(ROOT, "deploy"), { recursive: true })
  .map((name) => join("deploy", String(name)))
  .filter((path) => statSync(join(ROOT, path)).isFile());
const textOf = (part: string) =>
  files
    .filter((path) => path.includes(part))
    .map(read)
    .join("\n");
const chart = textOf("helm/");
const templates = textOf("helm/keyhold/templates/");

/** Not ours: of PostgreSQL's image, of Node and Next, of Dockerfiles, and words in capitals. */
const FOREIGN =
  /^(POSTGRES_\w+|NODE_ENV|NEXT_TELEMETRY_DISABLED|__NEXT_PROCESSED_ENV|CMD_SHELL|AF_\w+|SIGTERM|PUT_POSTGRES_PASSWORD_HERE)$/;

it("names no setting that nobody reads", () => {
  const asked = new Set<string>();
  const source = new Proxy({} as Record<string, string>, {
    get: (_target, name) => void asked.add(String(name)),
  });
  readSettings(source);
  // Read only where others are set.
  const more = ["VAULT_ADDR", "VAULT_TOKEN", "VAULT_NAMESPACE", "OIDC_ISSUER", "OIDC_NAME"];
  const known = new Set([...asked, ...more]);
  const named = new Set(
    files.flatMap((path) => read(path).match(/\b_{0,2}[A-Z][A-Z0-9]*(_[A-Z0-9]+)+\b/g) ?? []),
  );
  expect(named.size).toBeGreaterThan(12);
  expect([...named].filter((name) => !known.has(name) && !FOREIGN.test(name))).toEqual([]);
});

it("starts programs that exist, on the ports and paths at which they answer", () => {
  const text = files.map(read).join("\n");
  const programs = new Set(text.match(/\blib\/\w+\/[\w-]+\.ts/g));
  for (const role of ["api", "web", "worker", "migrate"])
    expect(programs).toContain(`lib/processes/${role}.ts`);
  for (const program of programs) expect(statSync(join(ROOT, program)).isFile()).toBe(true);
  const { port, apiPort } = readSettings({});
  expect(new Set(text.match(/(?<=containerPort: |targetPort: )\d+/g))).toEqual(
    new Set([String(port), String(apiPort)]),
  );
  for (const path of text.match(/(?<=path: )\/(healthz|readyz|metrics|v1)\b/g) ?? [])
    expect(belongsToApi(path)).toBe(true);
  expect(statSync(join(ROOT, "app/(auth)/sign-in/page.tsx")).isFile()).toBe(true);
  for (const [, copied = ""] of text.matchAll(/^COPY --from=build (.*) \.\S*$/gm))
    for (const path of copied.split(" ").map((each) => each.replace("/app/", "")))
      if (path !== ".next") expect(statSync(join(ROOT, path))).toBeDefined();
});

it("gives a service more time to end than it takes", () => {
  const seconds = files
    .flatMap((path) => [
      ...read(path).matchAll(/(?:stop_grace_period|TimeoutStopSec|terminationGracePeriodSeconds)\W+(\d+)/g),
    ])
    .map(([, text]) => Number(text));
  expect(seconds.length).toBeGreaterThanOrEqual(8);
  expect(Math.min(...seconds)).toBeGreaterThanOrEqual(20);
});

it("has a chart whose blocks end, whose parts exist, and that asks for values that are there", () => {
  const opened = templates.match(/\{\{-? *(if|with|range|define) /g)?.length;
  expect(templates.match(/\{\{-? end -?\}\}/g)?.length).toBe(opened);
  const defined = [...templates.matchAll(/define "([\w.]+)"/g)].map(([, name]) => name);
  for (const [, name] of templates.matchAll(/include "([\w.]+)"/g)) expect(defined).toContain(name);
  const paths = pathsOf(read("deploy/helm/keyhold/values.yaml"));
  for (const [, path] of templates.matchAll(/\.Values\.([\w.]+)/g)) expect(paths).toContain(path);
  expect(chart).toContain(`appVersion: "${JSON.parse(read("package.json")).version}"`);
});

/** "api.spool.size" and all the others of a file of keys and values. */
function pathsOf(yaml: string): string[] {
  const above: string[] = [];
  return [...yaml.matchAll(/^( *)(\w+):/gm)].map(([, indent = "", key = ""]) => {
    above.length = indent.length / 2;
    above.push(key);
    return above.join(".");
  });
}

it("charts metrics that the api has, by labels that they have", async () => {
  const metrics = createMetrics({
    nodeId: "node_1",
    usage: () => ({ waiting: 0, spoolBytes: 0, accepted: 0, stored: 0, setAside: 0 }),
    oldestUsageMs: async () => null,
    wrongUsageDays: async () => 0,
    limits: () => ({
      admittedFromMemory: 0,
      refusedFromMemory: 0,
      visits: 0,
      failedVisits: 0,
      leasesHeld: 0,
    }),
    freshnessMs: () => 0,
  });
  metrics.observer.verified("VALID", 1);
  metrics.observer.limiterFailed("open");
  metrics.observer.answeredStale();
  metrics.answered("GET", "/healthz", 200, 1);
  const series = new Map<string, string[]>();
  for (const [, name = "", labels = ""] of (await metrics.text()).matchAll(/^(\w+)(?:\{(.*)\})? /gm))
    series.set(name, labels.match(/\w+(?==")/g) ?? []);
  const { panels } = JSON.parse(read("deploy/grafana/keyhold.json"));
  const asked: string[] = panels.flatMap(({ targets = [] }) =>
    targets.map(({ expr }: { expr: string }) => expr),
  );
  expect(asked.length).toBeGreaterThan(20);
  const charted = new Set<string>();
  for (const question of asked) {
    const names = question.match(/\b(keyhold|process|nodejs)_\w+/g) ?? [];
    for (const name of names) {
      charted.add(name);
      expect([...series.keys()]).toContain(name);
      for (const [, by = ""] of question.matchAll(/by \(([^)]*)\)/g))
        for (const label of by.split(", ")) expect([name, ...series.get(name)!]).toContain(label);
    }
  }
  const all = [...series.keys()].map((name) => name.replace(/_(bucket|count|sum)$/, ""));
  const ours = new Set(all.filter((name) => name.startsWith("keyhold_")));
  const shown = new Set([...charted].map((name) => name.replace(/_(bucket|count|sum)$/, "")));
  expect([...ours].filter((name) => !shown.has(name))).toEqual([]);
});
