#!/usr/bin/env node
// npm run -s keyhold -- <command>: answers on stdout, remarks and failures on stderr, and an exit code for scripts.
import { enableCompileCache } from "node:module";
import { CommanderError } from "commander";
import { COMPILE_CACHE } from "#lib/core/compile-cache.ts";
import { describeFailure, EXIT, toFailure } from "./failure.ts";
import { createProgram } from "./program.ts";

enableCompileCache(COMPILE_CACHE);

// Whoever reads may have seen enough, like `head`.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) =>
  process.exit(code === "EPIPE" ? 0 : EXIT.unavailable),
);

try {
  const program = await createProgram(process.argv.slice(2));
  await program.parseAsync();
} catch (error) {
  process.exitCode = error instanceof CommanderError ? usageExit(error) : report(error);
}

/** Commander has said already what is wrong; asking for help is no mistake. */
function usageExit({ code, exitCode }: CommanderError): number {
  return exitCode === 0 || code === "commander.help" ? 0 : EXIT.usage;
}

function report(error: unknown): number {
  const { exit, ...failure } = toFailure(error);
  const text = process.argv.includes("--json")
    ? `${JSON.stringify({ error: failure })}\n`
    : describeFailure({ ...failure, exit });
  process.stderr.write(text);
  return exit;
}
