// Stands before an HTTP server and answers the plain requests of some paths from their bytes, at a fraction of the cost.
// All rules stay the server's: it is handed every connection on which anything else is said.
import type { Server } from "node:http";
import type { Socket } from "node:net";
import { Connection, type ConnectionSetting, type WireLane } from "./connection.ts";
import { plainRequestReaders } from "./plain-request.ts";

const CHECK_MS = 1_000;
/** How long a request may take to arrive whole before the server's own clocks are to judge it. */
const UNFINISHED_MS = 1_000;

export interface Wire {
  /** Ends the connections on which nothing is under way. */
  closeIdle(): void;
  closeAll(): void;
  /** Ends what lasts too long; done each second by itself. */
  check(nowMs: number): void;
}

/** Before `server` listens. Its clocks hold: for silence, and for idle connections. */
export function stretchWire(
  server: Server,
  { lanes, ...setting }: Pick<ConnectionSetting, "log" | "answered" | "isStopping"> & { lanes: WireLane[] },
): Wire {
  const connections = new Set<Connection>();
  const takers = server.listeners("connection") as ((socket: Socket) => void)[];
  const { keepAliveTimeout, headersTimeout } = server;
  const full: ConnectionSetting = {
    ...setting,
    lanes: new Map(lanes.map((lane) => [lane.path, lane])),
    newReader: plainRequestReaders(lanes.map(({ path }) => path)),
    keepAlive: `Keep-Alive: timeout=${Math.floor(keepAliveTimeout / 1_000)}\r\n`,
    patienceMs: {
      silent: headersTimeout,
      idle: keepAliveTimeout,
      unfinished: UNFINISHED_MS,
      over: headersTimeout,
    },
    handOver: (socket) => {
      for (const take of takers) take.call(server, socket);
    },
    left: (connection) => void connections.delete(connection),
  };
  server.removeAllListeners("connection");
  server.on("connection", (socket) => connections.add(new Connection(full, socket)));
  const each = (act: (connection: Connection) => void) => {
    for (const connection of connections) act(connection);
  };
  const check = (nowMs: number) => each((connection) => connection.check(nowMs));
  const timer = setInterval(() => check(performance.now()), CHECK_MS).unref();
  server.once("close", () => clearInterval(timer));
  return {
    closeIdle: () => each((connection) => connection.closeIdle()),
    closeAll: () => each((connection) => connection.close()),
    check,
  };
}
