// Fills the installation with demo data by the command line, as an operator would.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { DemoReport } from "#lib/demo/seed-demo.ts";
import { StartError } from "./fail.ts";

const COMMAND_LINE = fileURLToPath(new URL("../cli/main.ts", import.meta.url));

/** Who can sign in. Throws StartError when it does not work; what it said stands on the terminal. */
export async function seedDemo(): Promise<DemoReport> {
  const child = spawn(process.execPath, [COMMAND_LINE, "seed", "--demo", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [answer, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (code !== 0) throw new StartError("The demo data could not be made; the line above says why.");
  return JSON.parse(answer) as DemoReport;
}
