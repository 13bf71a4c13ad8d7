// The dashboard's HTTP server: the data plane's paths go through to the api process, everything else to Next.
import { createServer, type Server } from "node:http";
import { fileURLToPath } from "node:url";
import next from "next";
import { announceOrigin, type Settings } from "#lib/core/env.ts";
import { answerMachine } from "./machine-answer.ts";
import { pageRequests } from "./page-request.ts";
import { type ApiAddress, belongsToApi, createPassThrough } from "./pass-through.ts";
import { WEB_SOURCE_ADDRESS } from "./source-address.ts";

/** Longer than the idle time of usual proxies, which else meet a connection that is just being closed. */
const KEEP_ALIVE_MS = 75_000;
const DRAIN_MS = 8_000;

export interface WebServer {
  port: number;
  /** Takes no new requests, lets those under way finish for a while, then ends. */
  stop(): Promise<void>;
}

/** Starts the dashboard on `settings.port`. Throws when the port is taken or the dashboard was not built. */
export async function startWeb(settings: Settings): Promise<WebServer> {
  announceOrigin(settings.publicUrl);
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
  const dashboard = next({
    dev: settings.development,
    dir: fileURLToPath(new URL("../..", import.meta.url)),
    hostname: settings.host,
    port: settings.port,
    httpServer: server,
  });
  await dashboard.prepare();

  const passThrough = createPassThrough(apiAddress(settings));
  const prepare = pageRequests(settings);
  const answer = dashboard.getRequestHandler();
  server.on("request", (req, res) => {
    if (belongsToApi(req.url ?? "/")) {
      passThrough.handle(req, res);
      return;
    }
    prepare(req, res);
    if (answerMachine(req, res, settings.publicUrl)) return;
    void answer(req, res);
  });
  await listen(server, settings);

  return {
    port: settings.port,
    async stop() {
      await drain(server);
      passThrough.close();
      await dashboard.close();
    },
  };
}

/** Unless we are told where it is, the api listens on the same interface as we do. */
function apiAddress({ host, apiHost, apiPort: port }: Settings): ApiAddress {
  if (apiHost) return { host: apiHost, port };
  const isEverywhere = host === "0.0.0.0" || host === "::";
  if (!isEverywhere && host !== "127.0.0.1") return { host, port };
  return { host: "127.0.0.1", port, ...(WEB_SOURCE_ADDRESS && { localAddress: WEB_SOURCE_ADDRESS }) };
}

function listen(server: Server, { port, host }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
}

function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
