// The Node server of the api process: how it begins to listen, and how it ends without cutting anybody off.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { answerClientError } from "./client-error.ts";
import type { Listener } from "./listener.ts";
import { stretchWire, type Wire } from "./wire/wire.ts";

/** Longer than the idle time of usual proxies, which else meet a connection that is just being closed. */
const KEEP_ALIVE_MS = 75_000;
const DRAIN_MS = 8_000;
/** For requests that are on their way through the network when the end begins. */
const LAST_CALL_MS = 100;

export interface Address {
  host: string;
  /** 0 for any that is free. */
  port: number;
  /** Whether other processes listen on the same port, among which the kernel shares the connections. */
  sharesPort?: boolean;
}

export interface HttpServer {
  /** Resolves with the port. Rejects when it is taken. */
  listen(address: Address): Promise<number>;
  /** Takes no more requests; resolves when those under way have been answered, or after a while. */
  drain(): Promise<void>;
}

export function createHttpServer(
  listener: Listener,
  wireSetting: Parameters<typeof stretchWire>[1],
): HttpServer {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, listener);
  server.on("clientError", answerClientError);
  const wire = stretchWire(server, wireSetting);
  return { listen: (address) => listen(server, address), drain: () => drain(server, wire) };
}

function listen(server: Server, { host, port, sharesPort = false }: Address): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host, reusePort: sharesPort, exclusive: sharesPort }, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function drain(server: Server, wire: Wire): Promise<void> {
  await sleep(LAST_CALL_MS);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      server.closeAllConnections();
      wire.closeAll();
    }, DRAIN_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    wire.closeIdle();
  });
}
