// The linter, the compiler and the search for dead code are tests like any other, so that one command tells all.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../support/source-tree.ts";

it.each([
  ["Biome finds nothing to mend", "biome", ["check", "--config-path", "tests/lint.json", "."]],
  ["TypeScript finds no error", "tsc", ["--noEmit"]],
  ["Knip finds nothing that nobody uses", "knip", ["--config", "tests/knip.json", "--no-progress"]],
])("%s", async (_, tool, args) => {
  const { code, output } = await run(join(ROOT, "node_modules/.bin", tool), args);
  expect(code, output).toBe(0);
});

function run(file: string, args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = execFile(file, args, { cwd: ROOT, maxBuffer: 20_000_000 }, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? 1, output: stdout + stderr }),
    );
    child.stdin?.end();
  });
}
