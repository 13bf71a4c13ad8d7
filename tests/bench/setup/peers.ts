// What Keyhold is compared with has a package.json of its own, and is installed when it is first needed.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const PEERS = fileURLToPath(new URL("../peers", import.meta.url));

/** Whether a peer is there; installs all of them once. */
export function havePeer(name: string, say: (line: string) => void): boolean {
  if (existsSync(`${PEERS}/node_modules/${name}/package.json`)) return true;
  say("installing what Keyhold is compared with …");
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: PEERS });
  if (status === 0 && existsSync(`${PEERS}/node_modules/${name}/package.json`)) return true;
  say(
    `${name} cannot be installed here (npm ci in tests/bench/peers failed), so there is no comparison with it.`,
  );
  return false;
}

export function versionOf(name: string): string {
  const { version } = JSON.parse(readFileSync(`${PEERS}/node_modules/${name}/package.json`, "utf8")) as {
    version: string;
  };
  return version;
}
