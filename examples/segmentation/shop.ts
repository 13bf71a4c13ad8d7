// A shop's API. Its frontend, its analytics job and its admins' scripts each have a key of their own.
// KEYHOLD_URL and KEYHOLD_SERVICE_TOKEN come from the file that set-up.sh writes.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { guard, Keyhold, type Verdict } from "#clients/typescript/src/index.ts";

interface Order {
  id: number;
  item: string;
}

interface Rule {
  method: string;
  path: RegExp;
  /** What a key must be allowed to do. */
  scope: string;
  handle(match: RegExpExecArray, body: unknown, verdict: Verdict): [status: number, answer: unknown];
}

const orders = new Map<number, Order>();

const RULES: Rule[] = [
  {
    method: "POST",
    path: /^\/orders$/,
    scope: "orders:write",
    handle(_match, body) {
      const { item } = body as Partial<Order>;
      if (typeof item !== "string" || item === "") return [422, { error: "item: Name what is ordered." }];
      const order = { id: orders.size + 1, item };
      orders.set(order.id, order);
      return [201, order];
    },
  },
  { method: "GET", path: /^\/orders$/, scope: "orders:read", handle: () => [200, [...orders.values()]] },
  {
    method: "DELETE",
    path: /^\/orders\/(\d+)$/,
    scope: "orders:admin",
    handle: ([, id]) =>
      orders.delete(Number(id)) ? [200, { deleted: Number(id) }] : [404, { error: "No such order." }],
  },
];

const keyhold = new Keyhold({
  baseUrl: process.env.KEYHOLD_URL ?? "http://localhost:4000",
  token: process.env.KEYHOLD_SERVICE_TOKEN ?? "",
});

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    send(response, 500, { error: "Something went wrong." });
  });
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path = "/"] = (request.url ?? "/").split("?");
  const rule = RULES.find((one) => one.method === request.method && one.path.test(path));
  if (!rule) return send(response, 404, { error: "There is nothing here." });
  const guarded = await guard(
    keyhold,
    { scopes: [rule.scope], resource: `${rule.method} ${rule.path.source}`, whenUnavailable: "refuse" },
    {
      header: (name) => [request.headers[name]].flat().join(", ") || null,
      method: rule.method,
      path,
      ip: request.socket.remoteAddress,
    },
  );
  if (!guarded.admitted) {
    const { status, headers, body } = guarded.response;
    return send(response, status, body, headers);
  }
  const match = rule.path.exec(path) as RegExpExecArray;
  const [status, result] = rule.handle(match, await bodyOf(request), guarded.verdict as Verdict);
  send(response, status, result, guarded.headers);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(body));
}

const port = Number(process.env.PORT ?? 9000);
server.listen(port, "127.0.0.1", () =>
  process.stdout.write(`the shop listens on http://127.0.0.1:${port}\n`),
);
