// The proxies of examples/proxies as real processes, each with its own configuration, on ports that are free.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port.ts";
import { ROOT } from "./source-tree.ts";

export type ProxyName = keyof typeof ARGUMENTS;

const ARGUMENTS = {
  nginx: (folder: string) => ["-p", folder, "-c", join(folder, "nginx.conf"), "-g", "daemon off;"],
  caddy: (folder: string) => ["run", "--config", join(folder, "Caddyfile")],
  traefik: (folder: string) => [`--configFile=${join(folder, "traefik.yaml")}`],
  envoy: (folder: string) => [
    "-c",
    join(folder, "envoy.yaml"),
    "--use-dynamic-base-id",
    "--concurrency",
    "1",
  ],
};

/** What the app behind a proxy was sent. */
export interface Arrived {
  path: string;
  /** Lower-case names. */
  headers: Record<string, string | string[] | undefined>;
}

export interface Proxied {
  url: string;
  /** Every request that reached the app, in order. */
  arrived: Arrived[];
  stop(): Promise<void>;
}

/** Where the program is, or null when this machine has none. */
export function programOf(name: ProxyName): string | null {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** Starts `program` with the example's configuration between callers and an app that answers 200 "served". */
export async function startProxy(name: ProxyName, program: string, keyholdPort: number): Promise<Proxied> {
  const arrived: Arrived[] = [];
  const app = createServer(({ url = "", headers }, response) => {
    arrived.push({ path: url, headers });
    response.end("served");
  });
  const appPort = await new Promise<number>((resolve) =>
    app.listen(0, "127.0.0.1", () => resolve((app.address() as AddressInfo).port)),
  );
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), `kh-${name}-`));
  await cp(join(ROOT, "examples/proxies", name), folder, { recursive: true });
  await movePorts(folder, { 4000: keyholdPort, 8080: port, 9000: appPort });
  const child = spawn(program, ARGUMENTS[name](folder), { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += chunk));
  await untilItAnswers(`http://127.0.0.1:${port}/health`, child, () => said);
  arrived.length = 0;
  return {
    url: `http://127.0.0.1:${port}`,
    arrived,
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      // nginx ends its workers; the others would wait for idle connections.
      child.kill(name === "nginx" ? "SIGTERM" : "SIGKILL");
      await ended;
      app.closeAllConnections();
      app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function movePorts(folder: string, ports: Record<number, number>): Promise<void> {
  for (const file of await readdir(folder)) {
    const path = join(folder, file);
    const text = await readFile(path, "utf8");
    const moved = text.replace(
      /(127\.0\.0\.1:|port_value: )(4000|8080|9000)\b/g,
      (_, before, port) => before + ports[port],
    );
    await writeFile(path, moved);
  }
}

async function untilItAnswers(url: string, child: ChildProcess, said: () => string): Promise<void> {
  for (const deadline = Date.now() + 15_000; Date.now() < deadline; await sleep(50)) {
    if (child.exitCode !== null) break;
    if (
      await fetch(url).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
  }
  child.kill("SIGKILL");
  throw new Error(`the proxy does not answer: ${said()}`);
}
