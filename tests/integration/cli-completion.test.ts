// Words that a shell completes, in a real one. zsh and fish are tried where they are installed.
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { ROOT } from "../support/source-tree.ts";

vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let env: NodeJS.ProcessEnv;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kh-shell-"));
  const program = join(folder, "keyhold");
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, "lib/cli/main.ts")}" "$@"\n`);
  chmodSync(program, 0o755);
  env = { PATH: `${folder}:${process.env.PATH}`, HOME: folder, NODE_ENV: "production" };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const has = (shell: string) => spawnSync(shell, ["-c", "true"]).status === 0;

/** What bash would offer for each line, whose last word is what is being typed. */
function offered(...lines: string[]): string[][] {
  const script = `
    source <(keyhold completion bash)
    complete=$(complete -p keyhold); function=\${complete#*-F }; function=\${function%% *}
    while IFS= read -r line; do
      read -ra COMP_WORDS <<< "$line"; [[ $line == *' ' ]] && COMP_WORDS+=('')
      COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)) COMP_LINE=$line COMP_POINT=\${#line} COMPREPLY=()
      $function < /dev/null 2> /dev/null
      echo "\${COMPREPLY[*]}"
    done`;
  const told = execFileSync("bash", ["-c", script], {
    env,
    input: `${lines.join("\n")}\n`,
    encoding: "utf8",
  });
  return told
    .split("\n")
    .slice(0, lines.length)
    .map((line) => line.split(" ").filter(Boolean));
}

it("are those of the commands, their flags and what these may be", () => {
  const [nouns, verbs, flags, behind, shells, hidden] = offered(
    "keyhold ke",
    "keyhold keys r",
    "keyhold keys revoke --r",
    "keyhold --url https://keys.example.com webhooks de",
    "keyhold completion ",
    "keyhold compl",
  );
  expect(nouns).toEqual(["keys"]);
  expect(verbs).toEqual(["rotate", "revoke"]);
  expect(flags).toEqual(["--reason"]);
  expect(behind).toEqual(["deliveries", "delivery", "delete"]);
  expect(shells).toEqual(["bash", "zsh", "fish"]);
  expect(hidden).toEqual(["completion"]);
});

it.each(["zsh", "fish"])("have a script for %s, which it can read", (shell) => {
  const script = execFileSync(join(folder, "keyhold"), ["completion", shell], { env, encoding: "utf8" });
  expect(script).toContain("keyhold complete --");
  if (!has(shell)) return;
  const read = spawnSync(shell, ["-n"], { input: script, encoding: "utf8" });
  expect([read.status, read.stderr]).toEqual([0, ""]);
});
