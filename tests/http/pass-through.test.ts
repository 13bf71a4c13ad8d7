import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { belongsToApi, createPassThrough } from "#lib/web/pass-through.ts";

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0).reverse()) close();
});

async function serve(handler: Handler): Promise<{ server: Server; port: number }> {
  const server = createServer(handler).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, port: (server.address() as AddressInfo).port };
}

/** The port of a front that passes everything to `api`. */
async function frontOf(api: Handler): Promise<number> {
  const { port } = await serve(api);
  return frontTo(port);
}

async function frontTo(port: number): Promise<number> {
  const passThrough = createPassThrough({ host: "127.0.0.1", port });
  closing.push(() => passThrough.close());
  return (await serve(passThrough.handle)).port;
}

const echo: Handler = async (req, res) => {
  const { method, url, headers } = req;
  res.end(JSON.stringify({ method, url, headers, body: await text(req) }));
};

test.each([
  ["/v1/keys/verify", true],
  ["/v1", true],
  ["/v1?x=1", true],
  ["/docs", true],
  ["/docs/errors/not_found", true],
  ["/llms.txt", true],
  ["/openapi.json?pretty", true],
  ["/healthz", true],
  ["/readyz", true],
  ["/metrics", true],
  ["/", false],
  ["/v10", false],
  ["/docsy", false],
  ["/t/acme/docs", false],
  ["/healthz/x", false],
])("%s belongs to the api: %s", (path, expected) => {
  expect(belongsToApi(path)).toBe(expected);
});

test("method, target, headers and body arrive as they were sent", async () => {
  const port = await frontOf(echo);
  const answer = await fetch(`http://127.0.0.1:${port}/v1/keys?q=a%20b`, {
    method: "PATCH",
    headers: { authorization: "Bearer kh_svc_x", "x-extra": "1" },
    body: "hello",
  });
  expect(await answer.json()).toMatchObject({
    method: "PATCH",
    url: "/v1/keys?q=a%20b",
    headers: { authorization: "Bearer kh_svc_x", "x-extra": "1", host: `127.0.0.1:${port}` },
    body: "hello",
  });
});

test("the true peer is the last hop of X-Forwarded-For, whatever the caller claims", async () => {
  const port = await frontOf(echo);
  const answer = await fetch(`http://127.0.0.1:${port}/v1/me`, {
    headers: { "x-forwarded-for": "203.0.113.7" },
  });
  expect((await answer.json()).headers["x-forwarded-for"]).toBe("203.0.113.7, 127.0.0.1");
});

test("headers of the connection go no further, in either direction", async () => {
  const port = await frontOf((req, res) => {
    res.setHeader("Connection", "keep-alive, x-hop");
    res.setHeader("x-hop", "1");
    res.setHeader("Set-Cookie", ["a=1", "b=2"]);
    res.end(JSON.stringify(req.headers));
  });
  const outgoing = request({
    port,
    path: "/v1/me",
    headers: { connection: "close, x-private", "x-private": "1", te: "trailers" },
  });
  outgoing.end();
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  const seen = JSON.parse(await text(answer));
  expect(seen).not.toHaveProperty("x-private");
  expect(seen).not.toHaveProperty("te");
  expect(answer.headers).not.toHaveProperty("x-hop");
  expect(answer.headers["set-cookie"]).toEqual(["a=1", "b=2"]);
});

test("an answer streams: its first part arrives before its last is written", async () => {
  const { promise: seen, resolve: confirm } = Promise.withResolvers<void>();
  const port = await frontOf(async (_, res) => {
    res.write("first");
    await seen;
    res.end("last");
  });
  const answer = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`);
  const reader = answer.body!.getReader();
  expect(Buffer.from((await reader.read()).value!).toString()).toBe("first");
  confirm();
  expect(Buffer.from((await reader.read()).value!).toString()).toBe("last");
});

test("a request streams: its first part arrives before its last is sent", async () => {
  const { promise: seen, resolve: confirm } = Promise.withResolvers<string>();
  const port = await frontOf((req, res) => {
    req.once("data", (chunk: Buffer) => confirm(chunk.toString()));
    req.once("end", () => res.end("done"));
  });
  const outgoing = request({ port, path: "/v1/usage", method: "POST" });
  outgoing.write("first");
  expect(await seen).toBe("first");
  outgoing.end("last");
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  expect(await text(answer)).toBe("done");
});

test("the api is told at once when the caller leaves in the middle of an answer", async () => {
  const { promise: left, resolve } = Promise.withResolvers<void>();
  const port = await frontOf((_, res) => {
    res.write("first");
    res.once("close", resolve);
  });
  const controller = new AbortController();
  const answer = await fetch(`http://127.0.0.1:${port}/v1/x`, { signal: controller.signal });
  await answer.body!.getReader().read();
  controller.abort();
  await left;
});

test("an answer that the api breaks off is broken off, not ended as if it were whole", async () => {
  const port = await frontOf((_, res) => {
    res.write("first");
    setTimeout(() => res.destroy(), 20);
  });
  const answer = await fetch(`http://127.0.0.1:${port}/v1/x`);
  await expect(answer.text()).rejects.toThrow();
});

test.each(["GET", "POST"])("%s is answered 503 with a problem while the api is away", async (method) => {
  const { server, port: gone } = await serve(echo);
  server.close();
  const port = await frontTo(gone);
  const body = method === "POST" ? "x".repeat(200_000) : undefined;
  const answer = await fetch(`http://127.0.0.1:${port}/v1/keys/verify`, { method, body });
  expect(answer.status).toBe(503);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("retry-after")).toBe("1");
  const problem = await answer.json();
  expect(problem).toMatchObject({ status: 503, code: "unavailable" });
  expect(problem.requestId).toBe(answer.headers.get("x-request-id"));
});

test("a restart of the api costs requests without a body nothing", async () => {
  const first = await serve(echo);
  const port = await frontTo(first.port);
  expect((await fetch(`http://127.0.0.1:${port}/v1/me`)).status).toBe(200);
  first.server.closeAllConnections();
  first.server.close();
  const again = createServer(echo).listen(first.port, "127.0.0.1");
  closing.push(
    () => again.closeAllConnections(),
    () => again.close(),
  );
  await once(again, "listening");
  expect((await fetch(`http://127.0.0.1:${port}/v1/me`)).status).toBe(200);
});

test("a half-sent request does not reach the api as a whole one", async () => {
  const bodies: string[] = [];
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const port = await frontOf((req) => {
    req.once("end", () => bodies.push("ended"));
    req.once("close", resolve);
    req.resume();
  });
  const socket = connect(port, "127.0.0.1");
  socket.write("POST /v1/usage HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
  setTimeout(() => socket.destroy(), 50);
  await over;
  expect(bodies).toEqual([]);
});
