// Projects by cost, one after the other. Two files run side by side, so that two cores are never without work, and never
// with so much that what must answer in a moment cannot.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { SlowestFirst } from "./support/slowest-first.ts";

const SECOND_MS = 1_000;

interface Wish {
  timeoutMs: number;
  globalSetup?: string;
}

/** Cheap ones first; the sources are looked at when nothing is built meanwhile. */
const project = (groupOrder: number, name: string, include: string[], { timeoutMs, globalSetup }: Wish) => ({
  extends: true as const,
  test: {
    name,
    include,
    testTimeout: timeoutMs,
    hookTimeout: Math.max(timeoutMs, 120 * SECOND_MS),
    sequence: { groupOrder },
    ...(globalSetup && { globalSetup }),
  },
});

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    pool: "forks",
    maxWorkers: 2,
    expect: { poll: { timeout: 15 * SECOND_MS } },
    sequence: { sequencer: SlowestFirst },
    reporters: ["default", ["json", { outputFile: "node_modules/.vitest/results.json" }]],
    globalSetup: "tests/support/global-setup.ts",
    env: { LOG_LEVEL: "silent", NODE_ENV: "test" },
    projects: [
      project(0, "unit", ["tests/unit/**/*.test.ts"], { timeoutMs: 60 * SECOND_MS }),
      project(1, "integration", ["tests/integration/**/*.test.ts"], { timeoutMs: 60 * SECOND_MS }),
      project(2, "http", ["tests/http/**/*.test.ts"], { timeoutMs: 60 * SECOND_MS }),
      project(3, "architecture", ["tests/architecture.test.ts", "tests/architecture/*.test.ts"], {
        timeoutMs: 180 * SECOND_MS,
      }),
      project(4, "e2e", ["tests/e2e/**/*.test.ts"], {
        timeoutMs: 240 * SECOND_MS,
        globalSetup: "tests/support/before-browsers.ts",
      }),
    ],
  },
});
