// The connections to providers: each call has one of its own, and leaves it to the next call to the same origin.
import type { Connect } from "#lib/core/egress/guard.ts";
import { type AnswerTaker, Connection } from "./connection.ts";

/** Where a connection leads. */
export interface Origin {
  /** `https://models.example.com:8443` */
  origin: string;
  protocol: string;
  /** As it stands in the field Host. */
  host: string;
  /** Without brackets. */
  hostname: string;
  /** Empty for the usual one. */
  port: string;
}

/** One call on its way; both do nothing once it is over. */
export interface CallUnderWay {
  pause(): void;
  resume(): void;
  /** Nothing more is told, and the provider is left. */
  abandon(): void;
}

export interface Connections {
  /** Sends a request in full to an origin; `taker.end` is told when that is not possible. */
  send(
    origin: Origin,
    request: { text: string; encoding: "latin1" | "utf8" },
    taker: AnswerTaker,
  ): CallUnderWay;
  close(): void;
}

interface Idle {
  connection: Connection;
  untilMs: number;
}

const CHECK_MS = 1_000;
const IDLE_AT_MOST = 256;

/** `connect` decides what may be reached. `nowMs` is a clock that only goes forward. */
export function createConnections(connect: Connect, nowMs: () => number): Connections {
  const all = new Set<Connection>();
  const idle = new Map<string, Idle[]>();
  let isClosed = false;

  const forget = (origin: string, connection: Connection) => {
    all.delete(connection);
    const left = idle.get(origin)?.filter((one) => one.connection !== connection) ?? [];
    if (left.length > 0) idle.set(origin, left);
    else idle.delete(origin);
  };
  const keep = (origin: string, connection: Connection, untilMs: number) => {
    const list = idle.get(origin) ?? [];
    if (isClosed || list.length >= IDLE_AT_MOST) connection.close();
    else {
      list.push({ connection, untilMs });
      idle.set(origin, list);
    }
  };
  /** The one that was used last, so that those which are not needed come to their end. */
  const waiting = (origin: string): Connection | null => {
    const list = idle.get(origin);
    for (let last = list?.pop(); last; last = list?.pop()) {
      if (last.untilMs > nowMs() && last.connection.isOpen) return last.connection;
      last.connection.close();
    }
    return null;
  };
  const open = (to: Origin, done: (error: Error | null, connection: Connection | null) => void) => {
    const { protocol, host, hostname, port } = to;
    connect({ protocol, host, hostname, port }, (error, socket) => {
      if (error || isClosed) {
        socket?.destroy();
        done(error ?? new Error("the process is about to end"), null);
        return;
      }
      const connection = new Connection(socket, {
        nowMs,
        free: (free, untilMs) => keep(to.origin, free, untilMs),
        gone: (over) => forget(to.origin, over),
      });
      all.add(connection);
      done(null, connection);
    });
  };
  const timer = setInterval(() => {
    const now = nowMs();
    for (const connection of all) connection.check(now);
    for (const list of idle.values())
      for (const { connection, untilMs } of list) if (untilMs <= now) connection.close();
  }, CHECK_MS).unref();

  return {
    send(origin, { text, encoding }, taker) {
      let isLeft = false;
      let connection = waiting(origin.origin);
      if (connection) connection.send(text, encoding, taker);
      else
        open(origin, (error, opened) => {
          if (isLeft) {
            if (opened) keep(origin.origin, opened, nowMs() + CHECK_MS);
            return;
          }
          connection = opened;
          if (opened) opened.send(text, encoding, taker);
          else taker.end(error);
        });
      return {
        pause: () => connection?.pause(taker),
        resume: () => connection?.resume(taker),
        abandon() {
          isLeft = true;
          connection?.abandon(taker);
        },
      };
    },
    close() {
      isClosed = true;
      clearInterval(timer);
      for (const connection of all) connection.close();
    },
  };
}
