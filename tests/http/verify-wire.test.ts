// What is read straight from the bytes of a connection is a shortcut and nothing else: whatever is sent, in whatever
// pieces, its answers are those that the HTTP server gives, byte for byte but for ids and the time.
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeServiceToken, type TestApi, testApi } from "../support/api.ts";
import { makeTenant } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let api: TestApi;
let token: string;
let keys: string[];

beforeAll(async () => {
  world = await testWorld();
  api = await testApi(world);
  token = await makeServiceToken(world);
  const tenant = await makeTenant(world, { name: "Größe 🔑" });
  keys = [(await makeKey(world, tenant, { limits: [] })).secret, "kh_live_mistyped", "chosen by somebody"];
});
afterAll(async () => {
  await api?.stop();
  await world?.close();
});

/** The last request of a connection; whoever takes it for something else has to close the connection as well. */
const LAST = "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
/** Makes the HTTP server the reader of all that follows. */
const UNUSUAL = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";

const PATIENCE_MS = 10_000;

interface Conversation {
  /** Sent together, and answered before the next ones are. */
  turns: Buffer[];
  /** Where they are cut: each turn goes out in pieces. */
  cuts: number[];
}

/** All that comes back, without what may differ. */
async function converse({ turns, cuts }: Conversation, opening = ""): Promise<string> {
  const socket = connect({ host: "127.0.0.1", port: Number(new URL(api.url).port), noDelay: true });
  let received = "";
  let isOver = false;
  socket.on("data", (piece) => {
    received += piece.toString("latin1");
  });
  for (const event of ["end", "close", "error"])
    socket.on(event, () => {
      isOver = true;
    });
  /** Waits for so many answers, or the end of the connection. */
  const answered = async (answers: number) => {
    const until = performance.now() + PATIENCE_MS;
    while (!isOver && countOf(received) < answers && performance.now() < until) await sleep(1);
  };
  await once(socket, "connect");
  if (opening) {
    socket.write(opening);
    await answered(1);
    received = "";
  }
  for (const turn of turns) {
    const answers = countOf(received) + requestsIn(turn);
    for (const piece of piecesOf(turn, cuts))
      if (!isOver) await new Promise<void>((resolve) => socket.write(piece, () => setImmediate(resolve)));
    await answered(answers);
  }
  // Not before all is answered: to a connection that is about to be closed it might come too early or too late.
  if (!isOver) socket.write(LAST);
  await answered(Number.POSITIVE_INFINITY);
  socket.destroy();
  return received.replaceAll(/req_\w{26}/g, "req_").replaceAll(/Date: [^\r]*/g, "Date:");
}

/** One at least: what is no request is refused. */
const requestsIn = (turn: Buffer) => Math.max(1, turn.toString("latin1").split(" HTTP/1.1\r\n").length - 1);
const countOf = (text: string) => text.split("HTTP/1.1 ").length - 1;

function piecesOf(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b);
  return [0, ...at].map((from, index) => bytes.subarray(from, at[index])).filter(({ length }) => length > 0);
}

interface Written {
  start: string;
  fields: [name: string, value: string][];
  lineEnd: string;
  body: Buffer;
}

const write = ({ start, fields, lineEnd, body }: Written) =>
  Buffer.concat([
    Buffer.from(
      [start, ...fields.map(([name, value]) => `${name}:${value}`), "", ""].join(lineEnd),
      "latin1",
    ),
    body,
  ]);

function plain(body: Buffer): Written {
  const fields: Written["fields"] = [
    ["Host", " 127.0.0.1"],
    ["Authorization", ` Bearer ${token}`],
    ["Content-Type", " application/json"],
    ["Content-Length", ` ${body.length}`],
  ];
  return { start: "POST /v1/keys/verify HTTP/1.1", fields, lineEnd: "\r\n", body };
}

const bodies = () =>
  fc
    .record({
      key: fc.constantFrom(...keys),
      resource: fc.constantFrom("GET /", "é 漢字 😀", "x".repeat(300), 7),
      scopes: fc.constantFrom([], ["logs:write"]),
    })
    .map((value) => Buffer.from(JSON.stringify(value)));
const plains = () => bodies().map(plain);

const harmless = [
  ["User-Agent", " somebody/1.0 (x; y)"],
  ["accept", " */*"],
  ["Connection", " keep-alive"],
  ["X-Long", ` ${"y".repeat(5_000)}`],
] as [string, string][];
const odd = [
  ["Transfer-Encoding", " chunked"],
  ["transfer-encoding", " identity"],
  ["Transfer-Encoding", " chunked, identity"],
  ["Content-Length", " 1"],
  ["Content-Length", " 0"],
  ["content-length", " +5"],
  ["Host", " other"],
  ["Authorization", " Bearer other"],
  ["X-API-Key", " other"],
  ["Expect", " 100-continue"],
  ["Expect", " something"],
  ["Connection", " close"],
  ["Connection", " Upgrade"],
  ["Upgrade", " websocket"],
  ["Proxy-Connection", " close"],
  ["Connection", " keep-alive, close"],
  ["Trailer", " x"],
  ["Content-Type", " text/plain"],
  ["Empty", ""],
  ["Tight", "value"],
  ["Loose", "   value  "],
  ["Folded", " a\r\n b"],
  ["Space ", " a"],
  [" Space", " a"],
  ["Control", " a\x01b"],
  ["Nul", " a\0b"],
  ["Tab", " a\tb"],
  ["Latin", " caf\xe9"],
  ["Bare", " a\nb: c"],
  ["Return", " a\rb"],
  ["Na(me", " a"],
  ["", " a"],
] as [string, string][];

const strange = (): fc.Arbitrary<Buffer> =>
  fc.oneof(
    fc
      .tuple(plains(), fc.constantFrom(...odd, ...harmless), fc.nat(4))
      .map(([one, field, at]) => write({ ...one, fields: one.fields.toSpliced(at, 0, field) })),
    fc.tuple(plains(), fc.nat(3)).map(([one, at]) => write({ ...one, fields: one.fields.toSpliced(at, 1) })),
    fc
      .tuple(
        plains(),
        fc.nat(3),
        fc.constantFrom(
          "",
          " ",
          " Bearer",
          " bearer x",
          " 00005",
          " 5 ",
          " -1",
          " 1e1",
          " application/json ",
        ),
      )
      .map(([one, at, value]) => write({ ...one, fields: one.fields.with(at, [one.fields[at]![0], value]) })),
    plains().map((one) => write({ ...one, lineEnd: "\n" })),
    plains().map((one) =>
      write({ ...one, fields: one.fields.map(([name, value]) => [name.toUpperCase(), value]) }),
    ),
    fc
      .tuple(
        plains(),
        fc.constantFrom(
          "POST /v1/keys/verify HTTP/1.0",
          "POST /v1/keys/verify HTTP/2.0",
          "POST /v1/keys/verify  HTTP/1.1",
          "POST /v1/keys/verify?a=b HTTP/1.1",
          "POST /v1/keys/verify/ HTTP/1.1",
          "POST http://a/v1/keys/verify HTTP/1.1",
          "post /v1/keys/verify HTTP/1.1",
          "GET /v1/keys/verify HTTP/1.1",
          "\r\nPOST /v1/keys/verify HTTP/1.1",
          "POST /v1/keys/verif\xff HTTP/1.1",
        ),
      )
      .map(([one, start]) => write({ ...one, start })),
    fc.tuple(plains(), fc.constantFrom(-1, -7, 7)).map(([one, more]) => {
      const body = Buffer.concat([one.body, Buffer.alloc(Math.max(0, more), " ")]);
      return write({
        ...one,
        body,
        fields: one.fields.with(3, ["Content-Length", ` ${one.body.length + more}`]),
      });
    }),
    bodies().map((body) => {
      const { fields, ...one } = plain(body);
      const chunk = Buffer.concat([
        Buffer.from(`${body.length.toString(16)}\r\n`),
        body,
        Buffer.from("\r\n0\r\n\r\n"),
      ]);
      return write({ ...one, fields: fields.with(3, ["Transfer-Encoding", " chunked"]), body: chunk });
    }),
    fc
      .constantFrom(
        "{",
        '{"key":7}',
        '{"key":"a","key":"b"}',
        "[]",
        '\ufeff{"key":"a"}',
        `{"key":"${"k".repeat(80_000)}"}`,
      )
      .map((text) => write(plain(Buffer.from(text)))),
    fc.constantFrom([0xff, 0xfe], [0x7b, 0xc3, 0x28, 0x7d]).map((bytes) => write(plain(Buffer.from(bytes)))),
    fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom(UNUSUAL, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\x16\x03\x01", "GET / HTTP/1.1\r\n\r\n")
      .map((text) => Buffer.from(text)),
  );

const together = () =>
  fc.array(plains().map(write), { minLength: 1, maxLength: 4 }).map((requests) => Buffer.concat(requests));

const conversations = (): fc.Arbitrary<Conversation> =>
  fc.record({
    turns: fc.oneof(fc.tuple(together()), fc.tuple(strange()), fc.tuple(together(), strange())),
    cuts: fc.array(fc.nat(2_000), { maxLength: 4 }),
  });

/** Asks twice: whoever reads new connections, and the HTTP server. */
async function expectSame(conversation: Conversation): Promise<void> {
  const [direct, served] = await Promise.all([converse(conversation), converse(conversation, UNUSUAL)]);
  expect(direct).toBe(served);
}

it("a connection gets the same answers whoever reads it", { timeout: 120_000 }, async () => {
  await fc.assert(fc.asyncProperty(conversations(), expectSame), { numRuns: 200 });
});

it("no field of a head is overlooked, wherever it stands", { timeout: 60_000 }, async () => {
  const { fields, ...one } = plain(Buffer.from(JSON.stringify({ key: keys[0] })));
  for (const at of [0, 4])
    await Promise.all(
      odd.map((field) =>
        expectSame({ turns: [write({ ...one, fields: fields.toSpliced(at, 0, field) })], cuts: [] }),
      ),
    );
});
