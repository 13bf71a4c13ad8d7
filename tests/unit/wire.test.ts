// Connections whose requests are read from their bytes: in order, one at a time, and not for longer than they should be.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import pino from "pino";
import { afterEach, expect, it } from "vitest";
import { answerClientError } from "#lib/api/client-error.ts";
import type { WireExchange } from "#lib/api/wire/connection.ts";
import { dateText } from "#lib/api/wire/date-text.ts";
import { stretchWire, type Wire } from "#lib/api/wire/wire.ts";
import type { Outlet } from "#lib/http/stream-answer.ts";

const patience = { timeout: 5_000, interval: 2 };
const SECOND_MS = 1_000;

interface Asked {
  body: string;
  exchange: WireExchange;
}

let server: Server;
let wire: Wire;
/** Requests that wait for their answer. */
let asked: Asked[];
/** The bodies that the HTTP server read. */
let served: string[];
let isStopping: boolean;
let sockets: Socket[];

async function begin(): Promise<void> {
  [asked, served, sockets, isStopping] = [[], [], [], false];
  server = createServer({ keepAliveTimeout: 75 * SECOND_MS }, (message, response) => {
    let body = "";
    message.on("data", (piece) => {
      body += String(piece);
    });
    message.on("end", () => {
      served.push(body);
      response.end();
    });
  });
  server.on("clientError", answerClientError);
  wire = stretchWire(server, {
    lanes: [{ path: "/fast", take: ({ body }, exchange) => asked.push({ body, exchange }) > 0 }],
    log: pino({ level: "silent" }),
    answered: () => {},
    isStopping: () => isStopping,
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
}

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
  server.closeAllConnections();
  wire.closeAll();
});

/** A connection, what it received, and whether it was ended. */
async function dial() {
  const socket = connect({ port: (server.address() as AddressInfo).port, host: "127.0.0.1", noDelay: true });
  const line = { socket, received: "", isOver: false };
  socket.on("data", (piece) => {
    line.received += String(piece);
  });
  for (const event of ["end", "close", "error"])
    socket.on(event, () => {
      line.isOver = true;
    });
  sockets.push(socket);
  const known = once(server, "connection");
  await once(socket, "connect");
  await known;
  return line;
}

const request = (body: string) =>
  `POST /fast HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer t\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const answer = (text: string) => ({ status: 200, headers: {}, text });

function answerNext(text: string): void {
  asked.shift()?.exchange.answer(answer(text));
}

it("requests that come together are answered one after the other, in their order", async () => {
  await begin();
  const line = await dial();
  line.socket.write(request("1") + request("2") + request("3"));
  for (const body of ["1", "2", "3"]) {
    await expect.poll(() => asked.map((one) => one.body), patience).toEqual([body]);
    answerNext(`<${body}>`);
  }
  await expect.poll(() => line.received, patience).toMatch(/<1>.*<2>.*<3>$/s);
  line.socket.write(request("4"));
  await expect.poll(() => asked.length, patience).toBe(1);
});

it("who does not read what it is answered is not read either", async () => {
  await begin();
  const line = await dial();
  line.socket.pause();
  line.socket.write(Array.from({ length: 40 }, () => request("x")).join(""));
  let answers = 0;
  const large = "y".repeat(1_000_000);
  for (let turn = 0; turn < 200; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (asked.length === 0) continue;
    answerNext(large);
    answers += 1;
  }
  expect(answers).toBeLessThan(20);
  line.socket.resume();
  await expect
    .poll(() => {
      if (asked.length > 0) answerNext("z");
      return line.received.split("HTTP/1.1 200").length - 1;
    }, patience)
    .toBe(40);
});

it("what was not answered goes to the server with the first request that is not plain, and all that follows", async () => {
  await begin();
  const line = await dial();
  line.socket.write(`${request("1")}GET / HTTP/1.1\r\nHost: a\r\n\r\n${request("2")}`);
  await expect.poll(() => asked.length, patience).toBe(1);
  expect(served).toEqual([]);
  answerNext("<1>");
  await expect.poll(() => served, patience).toEqual(["", "2"]);
  line.socket.write(request("3"));
  await expect.poll(() => served, patience).toEqual(["", "2", "3"]);
  expect(asked).toEqual([]);
});

it("silence, idleness and slowness end when the server would end them", async () => {
  await begin();
  const [silent, idle, slow, busy] = [await dial(), await dial(), await dial(), await dial()];
  slow.socket.write(request("3").slice(0, -1));
  idle.socket.write(request("1"));
  await expect.poll(() => asked.length, patience).toBe(1);
  answerNext("<1>");
  await expect.poll(() => idle.received, patience).toContain("<1>");
  busy.socket.write(request("2"));
  await expect.poll(() => asked.length, patience).toBe(1);
  const now = performance.now();
  wire.check(now + 59 * SECOND_MS);
  expect([silent.isOver, idle.isOver, slow.isOver, busy.isOver]).toEqual([false, false, false, false]);
  slow.socket.write("3");
  await expect.poll(() => served, patience).toEqual(["3"]);
  wire.check(now + 70 * SECOND_MS);
  await expect.poll(() => silent.received, patience).toMatch(/^HTTP\/1.1 400 /);
  expect([idle.isOver, busy.isOver]).toEqual([false, false]);
  wire.check(now + 90 * SECOND_MS);
  await expect.poll(() => idle.isOver, patience).toBe(true);
  expect([idle.received.split("HTTP/1.1").length, busy.isOver]).toEqual([2, false]);
});

it("an ending process lets what is under way be answered, and keeps no connection", async () => {
  await begin();
  const [idle, busy] = [await dial(), await dial()];
  busy.socket.write(request("1"));
  await expect.poll(() => asked.length, patience).toBe(1);
  isStopping = true;
  const closed = once(server, "close");
  server.close();
  wire.closeIdle();
  await expect.poll(() => idle.isOver, patience).toBe(true);
  answerNext("<1>");
  await closed;
  await expect.poll(() => busy.received, patience).toMatch(/\r\nConnection: close\r\n.*<1>$/s);
});

it("a caller who leaves, or ends within a request, harms nobody", async () => {
  await begin();
  const [gone, half, other] = [await dial(), await dial(), await dial()];
  gone.socket.write(request("1"));
  await expect.poll(() => asked.length, patience).toBe(1);
  gone.socket.resetAndDestroy();
  await expect.poll(() => gone.isOver, patience).toBe(true);
  answerNext("<1>");
  half.socket.end(request("2").slice(0, -1));
  await expect.poll(() => half.received, patience).toMatch(/^HTTP\/1.1 400 .*malformed_request/s);
  other.socket.write(request("3"));
  await expect.poll(() => asked.length, patience).toBe(1);
  answerNext("<3>");
  await expect.poll(() => other.received, patience).toContain("<3>");
});

it("an answer in pieces leaves as it comes, waits for who reads slowly, and lets the next request follow", async () => {
  await begin();
  const line = await dial();
  line.socket.write(request("1") + request("2"));
  await expect.poll(() => asked.length, patience).toBe(1);
  let outlet: Outlet | undefined;
  let done = 0;
  asked.shift()?.exchange.stream(
    {
      status: 200,
      headers: { "Content-Type": "text/event-stream" },
      begin(given) {
        outlet = given;
      },
    },
    () => {
      done += 1;
    },
  );
  await expect.poll(() => line.received, patience).toMatch(/Transfer-Encoding: chunked\r\n\r\n$/);
  outlet?.write("é\n");
  await expect.poll(() => line.received, patience).toMatch(/\r\n\r\n3\r\né\n\r\n$/);
  line.socket.pause();
  let isReady = false;
  while (outlet?.write("x".repeat(1_000_000)));
  outlet?.whenReady(() => {
    isReady = true;
  });
  expect([isReady, asked.length]).toEqual([false, 0]);
  line.socket.resume();
  await expect.poll(() => isReady, patience).toBe(true);
  expect(asked).toEqual([]);
  outlet?.end("z");
  await expect.poll(() => asked.length, patience).toBe(1);
  answerNext("<2>");
  await expect.poll(() => line.received, patience).toMatch(/\r\n1\r\nz\r\n0\r\n\r\nHTTP\/1.1 200 .*<2>$/s);
  expect(done).toBe(1);
});

it.each(["end", "destroy"] as const)("a caller who leaves a call is told of at once: %s", async (way) => {
  await begin();
  const line = await dial();
  line.socket.write(request("1"));
  await expect.poll(() => asked.length, patience).toBe(1);
  let told = 0;
  const [one] = asked;
  one?.exchange.whenGone(() => {
    told += 1;
  });
  line.socket[way]();
  await expect.poll(() => told, patience).toBe(1);
  await expect.poll(() => line.isOver, patience).toBe(true);
});

it("the date is the present second, also when the clock is set back", () => {
  const at = Date.UTC(2026, 2, 10, 12);
  expect(dateText(at + 999)).toBe("Tue, 10 Mar 2026 12:00:00 GMT");
  expect(dateText(at + 1_000)).toBe("Tue, 10 Mar 2026 12:00:01 GMT");
  expect(dateText(at - 1)).toBe("Tue, 10 Mar 2026 11:59:59 GMT");
});
