// better-auth with its api-key plugin. The plugin offers verification itself to server code only, so one route behind the
// thinnest server there can be calls it, as its documentation shows; over HTTP it offers the session of a key.
import { createServer } from "node:http";
import { apiKey, defaultKeyHasher } from "@better-auth/api-key";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import pg from "pg";

process.once("message", async ({ databaseUrl, keys, connections, rateLimit }) => {
  const url = new URL(databaseUrl);
  const database = new pg.Pool({
    host: url.searchParams.get("host") ?? url.hostname,
    user: url.username,
    database: url.pathname.slice(1),
    max: connections,
  });
  const auth = betterAuth({
    database,
    baseURL: "http://127.0.0.1",
    secret: "nothing in this benchmark is signed with this secret",
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    plugins: [
      apiKey({
        enableSessionForAPIKeys: true,
        rateLimit: { enabled: rateLimit, timeWindow: 60_000, maxRequests: 1_000_000_000 },
      }),
    ],
  });
  await (await getMigrations(auth.options)).runMigrations();
  const secrets = await seed(auth, database, keys);
  const ownHandler = toNodeHandler(auth);
  const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) =>
    request.url === "/verify" ? answer(auth, request, response) : ownHandler(request, response),
  );
  server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port, secrets }));
});
process.once("disconnect", () => process.exit());

async function answer(auth, request, response) {
  let body = "";
  for await (const piece of request.setEncoding("utf8")) body += piece;
  const result = await auth.api.verifyApiKey({ body: { key: JSON.parse(body).key } });
  response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(result));
}

/** One key by the plugin itself, the others as copies of its row with secrets of their own. */
async function seed(auth, database, count) {
  const now = new Date();
  const { rows } = await database.query(
    `insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
     values ('bench', 'Bench', 'bench@example.test', true, $1, $1) on conflict do nothing returning id`,
    [now],
  );
  if (rows.length === 0) await database.query("delete from apikey");
  const first = await auth.api.createApiKey({ body: { userId: "bench", name: "bench" } });
  const secrets = Array.from({ length: count - 1 }, () => randomSecret());
  const digests = await Promise.all(secrets.map((secret) => defaultKeyHasher(secret)));
  const { rows: columns } = await database.query(
    `select string_agg(format('%I', column_name), ', ') as names from information_schema.columns
     where table_name = 'apikey' and column_name not in ('id', 'key')`,
  );
  const names = columns[0].names;
  await database.query(
    `insert into apikey (id, key, ${names})
     select gen_random_uuid(), digest, ${names} from apikey, unnest($1::text[]) as digest where id = $2`,
    [digests, first.id],
  );
  await database.query("analyze apikey");
  return [first.key, ...secrets];
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

function randomSecret() {
  const bytes = crypto.getRandomValues(new Uint8Array(64));
  return Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join("");
}
