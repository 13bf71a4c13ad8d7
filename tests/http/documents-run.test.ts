// The documents as somebody follows them: their blocks go to a shell as they stand, with real ids in the place of "…".
import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeServiceToken, type TestApi, testApi } from "#tests/support/api.ts";
import { type Cli, worldCli } from "#tests/support/cli.ts";
import { makeTenant } from "#tests/support/factories.ts";
import { makeKey } from "#tests/support/keys.ts";
import { ROOT } from "#tests/support/source-tree.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const run = promisify(execFile);
const hasCurl = spawnSync("curl", ["--version"]).status === 0;

let world: TestWorld;
let api: TestApi;
let cli: Cli;
beforeAll(async () => {
  world = await testWorld();
  world.clock.set(new Date());
  api = await testApi(world);
  cli = await worldCli(world, { API_PORT: new URL(api.url).port });
});
afterAll(async () => {
  await cli?.close();
  await api?.stop();
  await world?.close();
});

/** The blocks of a document that are in `language`. */
function blocks(file: string, language = "sh"): string[] {
  const text = readFileSync(join(ROOT, "docs", file), "utf8");
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
    ([, block]) => block!,
  );
}

/** Runs it from the repository; files that it names stand in a folder of the test. What it wrote. */
async function shell(script: string, names: Record<string, string> = {}): Promise<string> {
  const here = { "npm run -s keyhold --": `"${process.execPath}" lib/cli/main.ts`, ...names };
  const filled = Object.entries(here).reduce((text, [name, value]) => text.replaceAll(name, value), script);
  const env = { ...process.env, ...cli.env };
  return (await run("sh", ["-euc", filled], { cwd: ROOT, env })).stdout;
}

const inFolder = (file: string) => join(cli.folder, file);

it.skipIf(!hasCurl)(
  "the quickstart leads to a key that is good for what it says, and its usage",
  async () => {
    const [, setUp, ask, usage] = blocks("quickstart.md");
    const names = { "acme.env": inFolder("acme.env"), ". ./": ". " };
    const answer = JSON.parse((await shell(`${setUp}${ask}`, names)).split("\n").at(-1)!);
    expect(answer).toMatchObject({
      valid: true,
      tenant: { clientId: "acme_corp" },
      limits: [{ limit: 1_000 }],
    });
    const other = ask!.replace("logs:write", "logs:delete");
    const refused = JSON.parse(await shell(`set -a; . ${inFolder("acme.env")}; set +a\n${other}`));
    expect(refused).toMatchObject({ valid: false, code: "INSUFFICIENT_SCOPE", response: { status: 403 } });
    await api.flush();
    expect(await shell(usage!)).toMatch(/acme\s.*2/);
  },
  60_000,
);

it("the guide to limits makes a key that has them, and changes them", async () => {
  await makeTenant(world, { clientId: "limited" });
  const bearer = await makeServiceToken(world, { permissions: ["keys:read", "keys:write"] });
  const [make, change] = blocks("guides/limits.md")[0]!.split(/(?=npm run -s keyhold -- keys update)/);
  await shell(make!, { acme_corp: "limited" });
  const { items } = (await api.send("GET", "/v1/keys?tenant=limited", { bearer })).body;
  const [{ id, limits, perRequest }] = items;
  expect(limits).toMatchObject([
    { meter: "requests", limit: 100, window: "1m" },
    { meter: "requests", limit: 50_000, window: "month" },
    { meter: "patients", limit: 2_000, window: "day" },
  ]);
  expect(perRequest).toEqual({ patients: 50 });
  await shell(change!, { "key_…": id });
  const changed = await api.send("GET", `/v1/keys/${id}`, { bearer });
  expect(changed.body.limits).toMatchObject([{ limit: 200, window: "1m" }]);
  const [body] = blocks("guides/limits.md", "json");
  const patched = await api.send("PATCH", `/v1/keys/${id}`, { bearer, body });
  expect([patched.status, patched.body.limits]).toMatchObject([200, [{ burst: 20, onFailure: "local" }]]);
}, 60_000);

it("the guide to rotation lets both secrets work, and ends what leaked", async () => {
  const tenant = await makeTenant(world);
  const first = await makeKey(world, tenant);
  const [turn, end] = blocks("guides/rotate-a-key.md").map((block) => block.trim().split("\n"));
  const on = async (line: string) => {
    const said = await shell(line, { "key_…": first.id });
    world.clock.set(new Date());
    return said;
  };
  const second = /kh_live_\w{49}/.exec(await on(turn!.at(-1)!))![0];
  for (const key of [first.secret, second]) expect((await api.verify({ key })).valid).toBe(true);
  const third = /kh_live_\w{49}/.exec(await on(end![0]!))![0];
  for (const [key, code] of [
    [first.secret, "EXPIRED"],
    [second, "EXPIRED"],
    [third, "VALID"],
  ])
    expect((await api.verify({ key })).code).toBe(code);
  await on(end!.at(-1)!);
  expect((await api.verify({ key: third })).code).toBe("REVOKED");
}, 60_000);

const held = (encoding: string) => `the-secret-that-a-caller-has-already-in-${encoding}`;
const digest = (encoding: "hex" | "base64" | "base64url") =>
  createHash("sha256").update(held(encoding)).digest(encoding);

it.each([
  {
    file: "migrate/home-made-table.md",
    columns: "client_id,name,key_hash,scopes,created_at",
    row: `before_hex,a,${digest("hex")},logs:write,2024-02-29 10:00:00+00`,
  },
  {
    file: "migrate/unkey.md",
    columns: "hash,start,name,expires,meta",
    row: `${digest("base64")},the-se,a,,"{""team"": 7}"`,
  },
  {
    file: "migrate/better-auth.md",
    columns: "client_id,name,hash,start,expires_at,created_at",
    row: `before_base64url,a,${digest("base64url")},the-se,,2024-02-29T10:00:00.000Z`,
  },
])(
  "$file takes keys over, under the columns that it names",
  async ({ file, columns, row }) => {
    const commands = blocks(file).join("").trim().split("\n");
    const encoding = /--hash sha256-(\w+)$/.exec(commands.at(-1)!)![1]!;
    const { id } = await makeTenant(world, { clientId: `before_${encoding}` });
    const csv = join(cli.folder, "keys.csv");
    await writeFile(csv, `${columns}\n${row}\n`);
    await shell(commands.at(-1)!.replace(/\S+\.csv/, csv), { acme_corp: `before_${encoding}` });
    const token = await makeServiceToken(world, { tenant: { id }, permissions: ["keys:verify"] });
    expect(await api.verify({ key: held(encoding) }, token)).toMatchObject({ code: "VALID", tenant: { id } });
  },
  60_000,
);
