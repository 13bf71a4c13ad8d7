// A central logger: services of many clients post their lines, each client reads only its own.
// The client is whoever Keyhold says the key belongs to; nothing in the request can name another.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { DatabaseSync } from "node:sqlite";
import { guard, Keyhold } from "#clients/typescript/src/index.ts";

const PATH = "/api/v1/logs";
const LEVELS = ["debug", "info", "warning", "error"];
const MOST = 100;
const LONGEST_BODY = 64 * 1_024;

const keyhold = new Keyhold({
  baseUrl: process.env.KEYHOLD_URL ?? "http://localhost:4000",
  token: process.env.KEYHOLD_SERVICE_TOKEN ?? "",
});

const database = new DatabaseSync(process.env.LOGS_FILE ?? ":memory:");
database.exec(`create table if not exists logs (
  id integer primary key, client_id text not null, at text not null, level text not null, message text not null)`);
const insert = database.prepare("insert into logs (client_id, at, level, message) values (?, ?, ?, ?)");
const newest = database.prepare(
  "select id, at, level, message from logs where client_id = ? order by id desc limit ?",
);

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    send(response, 500, { error: "Something went wrong." });
  });
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? "GET";
  if (request.url?.split("?")[0] !== PATH || !["GET", "POST"].includes(method))
    return send(response, 404, { error: `POST or GET ${PATH}.` });
  const scopes = [method === "POST" ? "logs:write" : "logs:read"];
  const guarded = await guard(
    keyhold,
    { scopes, whenUnavailable: "refuse" },
    {
      header: (name) => [request.headers[name]].flat().join(", ") || null,
      method,
      path: PATH,
      ip: request.socket.remoteAddress,
    },
  );
  if (!guarded.admitted) {
    const { status, headers, body } = guarded.response;
    return send(response, status, body, headers);
  }
  const clientId = guarded.verdict?.tenant?.clientId ?? "";
  if (method === "GET") return send(response, 200, { items: newest.all(clientId, MOST) }, guarded.headers);
  const entry = entryOf(await textOf(request));
  if (typeof entry === "string") return send(response, 422, { error: entry }, guarded.headers);
  const { lastInsertRowid } = insert.run(clientId, new Date().toISOString(), entry.level, entry.message);
  send(response, 201, { id: Number(lastInsertRowid), client_id: clientId }, guarded.headers);
}

/** The entry, or what is wrong with it. */
function entryOf(text: string | null): { level: string; message: string } | string {
  if (text === null) return "The entry is too long.";
  try {
    const { level = "info", message } = JSON.parse(text) as { level?: unknown; message?: unknown };
    if (typeof level !== "string" || !LEVELS.includes(level))
      return `level: Use one of ${LEVELS.join(", ")}.`;
    if (typeof message !== "string" || message === "") return "message: Say what happened.";
    return { level, message };
  } catch {
    return 'Send JSON such as {"level": "info", "message": "started"}.';
  }
}

async function textOf(request: IncomingMessage): Promise<string | null> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk;
    if (text.length > LONGEST_BODY) return null;
  }
  return text;
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
  process.stdout.write(`the logger listens on http://127.0.0.1:${port}\n`),
);
