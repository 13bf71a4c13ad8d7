// Answers of providers as they are read from the bytes of a connection, and which connections are used again.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Connect } from "#lib/core/egress/guard.ts";
import { type AnswerHead, MalformedAnswer } from "#lib/gateway/wire/answer-head.ts";
import { AnswerReader } from "#lib/gateway/wire/answer-reader.ts";
import { type Connections, createConnections } from "#lib/gateway/wire/connections.ts";

function read(pieces: readonly (string | Buffer)[], closes = false) {
  const heads: AnswerHead[] = [];
  const body: Buffer[] = [];
  const reader = new AnswerReader({
    head: (head) => heads.push(head),
    piece: (bytes) => body.push(Buffer.from(bytes)),
  });
  for (const piece of pieces) reader.take(Buffer.from(piece));
  if (closes) reader.close();
  return { head: heads[0], body: Buffer.concat(body).toString(), reader, heads: heads.length };
}

describe("an answer in pieces", () => {
  const chunked = (parts: readonly string[]) =>
    parts
      .map((part, index) => {
        const size = Buffer.byteLength(part).toString(16);
        return `${index % 2 === 0 ? size : `${size.toUpperCase()};x=1`}\r\n${part}\r\n`;
      })
      .join("");

  it("is the same wherever it is cut, counted or in chunks, and ends where it ends", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, unit: "grapheme" }), { maxLength: 6 }),
        fc.boolean(),
        fc.array(fc.nat(400)),
        (parts, isCounted, cuts) => {
          const text = parts.join("");
          const head = "HTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 200 OK\r\nX-One: a\r\nx-one:\tb \r\n";
          const bytes = Buffer.from(
            isCounted
              ? `${head}Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`
              : `${head}Transfer-Encoding: chunked\r\n\r\n${chunked(parts)}0\r\nTrailer: t\r\n\r\n`,
          );
          const at = [
            0,
            ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
            bytes.length,
          ];
          const found = read(at.slice(1).map((end, index) => bytes.subarray(at[index], end)));
          expect(found.body).toBe(text);
          expect(found.head).toMatchObject({ status: 200, headers: { "x-one": "a, b" } });
          expect([found.reader.isDone, found.reader.keepsConnection, found.heads]).toEqual([true, true, 1]);
        },
      ),
    );
  });

  it("may end with its connection, which is then not used again", () => {
    const { body, reader } = read(["HTTP/1.1 200 OK\r\n\r\nab", "cd"], true);
    expect([body, reader.isDone, reader.keepsConnection]).toEqual(["abcd", true, false]);
  });

  it.each([
    ["one byte beyond its end", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab"],
    ["another answer behind it", "HTTP/1.1 204 No\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"],
    ["a wish to close", "HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 0\r\n\r\n"],
    ["an old version", "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"],
  ])("with %s leaves no connection to use again", (_, text) => {
    const { reader } = read([text]);
    expect([reader.isDone, reader.keepsConnection]).toEqual([true, false]);
  });

  it.each([
    ["both lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"],
    ["two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"],
    ["a signed length", "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\n"],
    ["another coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"],
    ["a folded field", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n"],
    ["a space before the colon", "HTTP/1.1 200 OK\r\nContent-Length : 1\r\n\r\n"],
    ["a bare line feed", "HTTP/1.1 200 OK\r\nA: b\nContent-Length: 1\r\n\r\n"],
    ["another protocol", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"],
    ["no status line", "SSH-2.0-x\r\n\r\n"],
    ["a chunk of no size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n"],
    ["a chunk that goes on", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n"],
    ["a head without end", `HTTP/1.1 200 OK\r\nA: ${"b".repeat(70_000)}`],
  ])("with %s is refused", (_, text) => {
    expect(() => read([text])).toThrow(MalformedAnswer);
  });

  it("that breaks off is not taken for a whole one", () => {
    expect(() => read(["HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab"], true)).toThrow(MalformedAnswer);
    expect(() => read(["HTTP/1.1 200 OK\r\nTransfer-Enc"], true)).toThrow(MalformedAnswer);
  });
});

describe("connections to a provider", () => {
  let server: Server;
  let connections: Connections;
  let now = 0;
  const sockets: Socket[] = [];
  const asked: { socket: Socket; text: string }[] = [];

  const begin = async () => {
    [now, sockets.length, asked.length] = [0, 0, 0];
    server = createServer((socket) => {
      sockets.push(socket);
      socket.on("error", () => {});
      socket.on("data", (bytes) => asked.push({ socket, text: String(bytes) }));
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const open: Connect = (_, done) => {
      const socket = connect(port, "127.0.0.1", () => done(null, socket));
    };
    connections = createConnections(open, () => now);
  };
  afterEach(() => {
    connections.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  const ask = (text: string) => {
    const told = { body: "", ended: undefined as Error | null | undefined };
    const place = { origin: "http://a", protocol: "http:", host: "a", hostname: "a", port: "" };
    const underWay = connections.send(
      place,
      { text, encoding: "latin1" },
      {
        head() {},
        piece(bytes) {
          told.body += String(bytes);
        },
        end(error) {
          told.ended = error;
        },
      },
    );
    return { told, underWay };
  };
  const until = (check: () => unknown) =>
    vi.waitFor(() => expect(check()).toBeTruthy(), { timeout: 5_000, interval: 2 });
  const answerLast = (text: string) =>
    asked
      .at(-1)
      ?.socket.write(
        `HTTP/1.1 200 OK\r\nKeep-Alive: timeout=5\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
      );

  it("serve one call after the other, and a second call at once gets one of its own", async () => {
    await begin();
    const first = ask("one");
    await until(() => asked.length === 1);
    const second = ask("two");
    await until(() => asked.length === 2);
    expect(sockets).toHaveLength(2);
    answerLast("2");
    await until(() => second.told.ended === null);
    const third = ask("three");
    await until(() => asked.length === 3);
    answerLast("3");
    await until(() => third.told.ended === null);
    expect([sockets.length, second.told.body, third.told.body, first.told.ended]).toEqual([
      2,
      "2",
      "3",
      undefined,
    ]);
  });

  it("are left when a call is given up, brings too much, or rests longer than the server waits", async () => {
    await begin();
    const given = ask("one");
    await until(() => asked.length === 1);
    given.underWay.abandon();
    await until(() => sockets[0]?.destroyed || sockets[0]?.readableEnded);
    const more = ask("two");
    await until(() => asked.length === 2);
    answerLast("2");
    asked.at(-1)?.socket.write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nstolen");
    await until(() => more.told.ended === null);
    await until(() => sockets[1]?.destroyed || sockets[1]?.readableEnded);
    const next = ask("three");
    await until(() => asked.length === 3);
    answerLast("3");
    await until(() => next.told.ended === null);
    now = 3_000;
    ask("four");
    await until(() => asked.length === 4);
    expect([given.told, more.told.body, next.told.body, sockets.length]).toEqual([
      { body: "", ended: undefined },
      "2",
      "3",
      4,
    ]);
  });

  it("are not ended for the time in which nobody wanted to read, but for the server's silence", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    await begin();
    const [slow, silent] = [ask("one"), ask("two")];
    await until(() => asked.length === 2);
    for (const { socket } of asked) socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
    await until(() => slow.told.body === "half" && silent.told.body === "half");
    slow.underWay.pause();
    now = 200_000;
    slow.underWay.resume();
    vi.advanceTimersByTime(1_000);
    vi.useRealTimers();
    asked[0]?.socket.write(" more");
    await until(() => slow.told.ended !== undefined && silent.told.ended !== undefined);
    expect([slow.told.body, slow.told.ended, silent.told.ended?.message]).toEqual([
      "half more",
      null,
      "the answer does not come",
    ]);
  });

  it("that break tell the call, which is not taken to be answered", async () => {
    await begin();
    const call = ask("one");
    await until(() => asked.length === 1);
    asked[0]?.socket.end("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
    await until(() => call.told.ended);
    expect(call.told.body).toBe("half");
  });
});
