// Fills the installation with demo data by the command line, as an operator would.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { StartError } from "./fail.ts";

const COMMAND_LINE = fileURLToPath(new URL("../cli/main.ts", import.meta.url));

/** Throws StartError when it does not work; what it said stands on the terminal. */
export async function seedDemo(): Promise<void> {
  const child = spawn(process.execPath, [COMMAND_LINE, "seed", "--demo"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new StartError("The demo data could not be made; the line above says why.");
}
