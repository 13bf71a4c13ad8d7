// One call makes many records. `patients` is a meter of its own: a key has a most per call, and limits on calls.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { guard, Keyhold } from "#clients/typescript/src/index.ts";

const MOST_EVER = 1_000;
const FAMILY_NAMES = ["Haddad", "Iyer", "Johansson", "Kowalski", "Lindqvist", "Moreau", "Nakamura", "Okafor"];
const GIVEN_NAMES = ["Ada", "Bo", "Chen", "Dina", "Emre", "Femi", "Greta", "Hugo"];

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
  const url = new URL(request.url ?? "/", "http://localhost");
  if (request.method !== "POST" || url.pathname !== "/patients")
    return send(response, 404, { error: "POST /patients?count=20" });
  const count = Number(url.searchParams.get("count") ?? 1);
  if (!Number.isInteger(count) || count < 1 || count > MOST_EVER)
    return send(response, 422, { error: `count: Ask for 1 to ${MOST_EVER} patients.` });
  const guarded = await guard(
    keyhold,
    // A call that asks for too much spends nothing, neither a call nor patients.
    { units: { patients: count }, resource: "POST /patients", whenUnavailable: "refuse" },
    {
      header: (name) => [request.headers[name]].flat().join(", ") || null,
      method: "POST",
      path: "/patients",
      ip: request.socket.remoteAddress,
    },
  );
  if (!guarded.admitted) {
    const { status, headers, body } = guarded.response;
    return send(response, status, body, headers);
  }
  send(response, 200, { patients: Array.from({ length: count }, makePatient) }, guarded.headers);
}

function makePatient() {
  const pick = (list: readonly string[]) => list[Math.floor(Math.random() * list.length)];
  const born = new Date(Date.UTC(1930 + Math.floor(Math.random() * 90), Math.floor(Math.random() * 12), 1));
  return { name: `${pick(GIVEN_NAMES)} ${pick(FAMILY_NAMES)}`, born: born.toISOString().slice(0, 10) };
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
  process.stdout.write(`the generator listens on http://127.0.0.1:${port}\n`),
);
