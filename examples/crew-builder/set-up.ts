// One command: three plans, a team, a key for each way to pay, and a service token, in a file that only you can read.
//   node examples/crew-builder/set-up.ts crew.env
// With a key of your own for OpenAI in OPENAI_API_KEY, that is stored too: it pays what you offer as managed.
import { execFileSync } from "node:child_process";
import { open, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { ConflictError, Keyhold } from "#clients/typescript/src/index.ts";
import { sealProviderKey } from "#clients/typescript/src/seal.ts";

const TENANT = "crew";
const PLANS = [
  { slug: "crew-basic", name: "Basic", generations: 50 },
  { slug: "crew-professional", name: "Professional", generations: 500 },
  { slug: "crew-enterprise", name: "Enterprise", generations: 5_000 },
];
const PAYERS = ["managed", "byok", "request"] as const;
/** What the product's server may do, from day to day. */
const SERVER = [
  "plans:read",
  "tenants:read",
  "tenants:write",
  "credentials:read",
  "credentials:write",
  "usage:read",
];

const url = process.env.KEYHOLD_URL ?? "http://localhost:4000";
const file =
  process.argv[2] ?? fail("Name the file for the keys: node examples/crew-builder/set-up.ts crew.env");
const out = await open(file, "wx", 0o600).catch(() => fail(`${file} is there already, and stays as it is.`));
try {
  await out.write(await setUp());
  process.stdout.write(
    `Plans, team and keys are made. What is secret stands in ${file}, readable by you alone.\n`,
  );
} catch (error) {
  await rm(file);
  throw error;
} finally {
  await out.close();
}

async function setUp(): Promise<string> {
  const own = tokenForToday();
  const keyhold = new Keyhold({ baseUrl: url, token: own.secret });
  for (const { slug, name, generations } of PLANS)
    await keyhold.send("POST", "/v1/plans", { body: planOf(slug, name, generations) }).catch(unlessThere);
  await keyhold.tenants.create({ clientId: TENANT, name: "Crew", plan: "crew-basic" }).catch(unlessThere);
  const lines = [`KEYHOLD_URL=${url}`, `KEYHOLD_TENANT=${TENANT}`];
  for (const payer of PAYERS) {
    const settings = { tenant: TENANT, name: `pays: ${payer}`, expiresInDays: null, gateway: { payer } };
    lines.push(`KEYHOLD_KEY_${payer.toUpperCase()}=${(await keyhold.keys.create(settings)).secret}`);
  }
  if (process.env.OPENAI_API_KEY) await offer(keyhold, process.env.OPENAI_API_KEY);
  const body = { name: "crew builder", permissions: SERVER };
  const { secret } = await keyhold.send<{ secret: string }>("POST", "/v1/tokens", { body });
  await keyhold.send("POST", `/v1/tokens/${own.id}/revoke`);
  return `${[...lines, `KEYHOLD_SERVICE_TOKEN=${secret}`].join("\n")}\n`;
}

/** Every key of a team takes from one quota, whoever pays the provider. */
function planOf(slug: string, name: string, generations: number) {
  const quota = { name: "generations", kind: "quota", limit: generations, window: "month", per: "tenant" };
  const models = ["openai/gpt-5-mini", "anthropic/claude-sonnet-4-5"];
  return { slug, name, limits: [quota], gateway: { payer: "managed", payers: PAYERS, models } };
}

/** The platform's own key, sealed as a browser would. */
async function offer({ credentials }: Keyhold, key: string): Promise<void> {
  const entry = await sealProviderKey(await credentials.begin(), { provider: "openai" }, key);
  await credentials.add({ provider: "openai", label: "crew builder", ...entry });
}

/** A token with which to set up; revoked when that is done. */
function tokenForToday(): { id: string; secret: string } {
  const permissions = [...SERVER, "plans:write", "keys:write", "tokens:write"].join();
  const words = [
    "tokens",
    "create",
    "--name",
    "crew set-up",
    "--permissions",
    permissions,
    "--expires-in",
    "1d",
  ];
  const said = execFileSync("npm", ["run", "-s", "keyhold", "--", ...words, "--json"], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(said.toString());
}

function unlessThere(error: unknown): void {
  if (!(error instanceof ConflictError)) throw error;
}

function fail(why: string): never {
  process.stderr.write(`${why}\n`);
  process.exit(1);
}
