// Projects by cost. Two files at a time: the database, a browser and the workers share two cores.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { SlowestFirst } from "./support/slowest-first.ts";

const SECOND_MS = 1_000;

/** Groups run one after the other, cheap ones first. */
const project = (
  groupOrder: number,
  name: string,
  include: string[],
  timeoutMs: number,
  parallel = true,
) => ({
  extends: true as const,
  test: {
    name,
    include,
    testTimeout: timeoutMs,
    hookTimeout: Math.max(timeoutMs, 60 * SECOND_MS),
    fileParallelism: parallel,
    sequence: { groupOrder },
  },
});

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    pool: "forks",
    maxWorkers: 2,
    maxConcurrency: 2,
    sequence: { sequencer: SlowestFirst },
    reporters: ["default", ["json", { outputFile: "node_modules/.vitest/results.json" }]],
    globalSetup: "tests/support/global-setup.ts",
    env: { LOG_LEVEL: "silent", NODE_ENV: "test" },
    projects: [
      project(0, "unit", ["tests/unit/**/*.test.ts"], 30 * SECOND_MS),
      project(
        1,
        "architecture",
        ["tests/architecture.test.ts", "tests/architecture/*.test.ts"],
        180 * SECOND_MS,
      ),
      project(2, "integration", ["tests/integration/**/*.test.ts"], 30 * SECOND_MS),
      project(3, "http", ["tests/http/**/*.test.ts"], 30 * SECOND_MS),
      project(4, "e2e", ["tests/e2e/**/*.test.ts"], 120 * SECOND_MS, false),
    ],
  },
});
