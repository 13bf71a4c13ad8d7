// The command line on a Keyhold elsewhere says what it says where the installation is: the same words, fields and codes.
import { chmod, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { makeServiceToken, type TestApi, testApi } from "../support/api.ts";
import { type Cli, cliWith, warmCliWith, worldCli } from "../support/cli.ts";
import { PLANTED } from "../support/credentials.ts";
import { makeTenant, type TenantRow } from "../support/factories.ts";
import { freePort } from "../support/free-port.ts";
import { makeKey } from "../support/keys.ts";
import { startWarmCli } from "../support/warm-cli.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

// Some commands are processes of their own.
vi.setConfig({ testTimeout: 120_000 });

let world: TestWorld;
let api: TestApi;
let tenant: TenantRow;
let cli: Cli;
let warm: Awaited<ReturnType<typeof startWarmCli>>;
let here: Cli;
let away: Cli;
let token: string;

beforeAll(async () => {
  world = await testWorld();
  world.clock.set(new Date());
  api = await testApi(world);
  cli = await worldCli(world);
  warm = await startWarmCli(cli.folder);
  here = warmCliWith(warm.socket, cli);
  tenant = await makeTenant(world, { clientId: "acme_corp" });
  token = await makeServiceToken(world, { permissions: ["*"] });
  // Somebody who has none of the installation's secrets.
  away = warmCliWith(warm.socket, cliWith(cli.folder, { KEYHOLD_TOKEN: token }), ["--url", api.url]);
});
afterAll(async () => {
  await warm?.stop();
  await api?.stop();
  await cli?.close();
  await world?.close();
});

/** What came of the same words in both places. */
async function both(args: string[], input?: string) {
  const [mine, theirs] = await Promise.all([here.run(args, input), away.run(args, input)]);
  return { mine, theirs };
}

type Json = ReturnType<typeof JSON.parse>;

/** The answers in both places; throws with what went wrong where there is none. */
async function answers(args: string[], input?: string): Promise<{ mine: Json; theirs: Json }> {
  const { mine, theirs } = await both([...args, "--json"], input);
  expect([mine.stderr, theirs.stderr]).toEqual(["", ""]);
  return { mine: JSON.parse(mine.stdout), theirs: JSON.parse(theirs.stdout) };
}

const MADE_ANEW =
  /^(effectiveFrom|id|keyId|secret|secretId|nonce|prefix|last4|label|asOf|.*At|from|to|requestId)$/;

/** Without what two things of the same making differ in; that it is there, and of which type, stays. */
function alike(value: Json, name = ""): Json {
  if (Array.isArray(value)) return value.map((item) => alike(item));
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, alike(item, key)]));
  return MADE_ANEW.test(name) && value !== null ? typeof value : value;
}

describe("what is read", () => {
  beforeAll(async () => {
    const key = await makeKey(world, tenant, { name: "read", scopes: ["logs:write"], tags: ["eu"] });
    await api.verify({ key: key.secret, scopes: ["logs:write"] });
    await api.verify({ key: key.secret, scopes: ["logs:read"] });
    await api.flush();
  });

  it.each([
    ["a list", ["keys", "list", "--tenant", "acme_corp", "--tag", "eu"]],
    ["one thing", ["tenants", "show", "acme_corp"]],
    ["rules of a tenant", ["alerts", "rules", "--tenant", "acme_corp"]],
    ["policies", ["leaks", "policy"]],
    ["calls", ["usage", "calls", "--since", "1h", "--outcome", "VALID,INSUFFICIENT_SCOPE"]],
  ])("is the same, field by field: %s", async (_, args) => {
    const { mine, theirs } = await answers(args);
    expect(theirs).toEqual(mine);
    expect(JSON.stringify(theirs).length).toBeGreaterThan(30);
  });

  it("is the same but for the moment: usage", async () => {
    const { mine, theirs } = await answers([
      "usage",
      "--since",
      "7d",
      "--group-by",
      "outcome",
      "--tenant",
      "acme_corp",
    ]);
    expect(theirs.items).toEqual(mine.items);
    expect(alike(theirs)).toEqual(alike(mine));
    expect(theirs.total).toBe(2);
  });

  it("is the same in a process of its own", async () => {
    const words = ["tenants", "list", "--json"];
    const elsewhere = cliWith(cli.folder, { KEYHOLD_TOKEN: token });
    const [mine, theirs] = await Promise.all([cli.run(words), elsewhere.run(["--url", api.url, ...words])]);
    expect(theirs).toEqual(mine);
    expect(JSON.parse(theirs.stdout).items).toMatchObject([{ clientId: "acme_corp" }]);
  });

  it("looks the same to people", async () => {
    const { mine, theirs } = await both(["keys", "list"]);
    expect(theirs).toEqual(mine);
    expect(theirs.stdout).toMatch(/^ID +TENANT +NAME/);
  });

  it("is the same line by line: the audit trail", async () => {
    const { mine, theirs } = await both(["audit", "export", "--tenant", "acme_corp", "--format", "csv"]);
    expect(theirs).toEqual(mine);
    expect(theirs.stdout).toContain("key.create");
  });
});

describe("prices", () => {
  const line = (input: string) => `openai,gpt-of-files,${input},8,,,,,,,https://example.com,2026-03-10`;
  const held = async () => (await here.json(["prices", "list", "--search", "openai/gpt-of-files"])).items;

  it("are listed, searched and sorted alike, and what was listed is a file that changes nothing", async () => {
    const { mine, theirs } = await answers([
      ...["prices", "list", "--provider", "openai,groq", "--search", "mini", "--sort", "output.desc"],
    ]);
    expect(theirs).toEqual(mine);
    expect(theirs.items.length).toBeGreaterThan(1);
    const again = await answers(["prices", "import", "-", "--dry-run"], JSON.stringify(mine));
    for (const one of [again.mine, again.theirs]) {
      expect(one.changes).toHaveLength(mine.items.length);
      expect(new Set(one.changes.map(({ change }: Json) => change))).toEqual(new Set(["same"]));
    }
    const shown = await both(["prices", "list", "--provider", "groq"]);
    expect(shown.theirs).toEqual(shown.mine);
    expect(shown.mine.stdout).toMatch(/^MODEL +INPUT/);
  });

  it("are looked at before they are changed, by a file and one by one, and hold from then on", async () => {
    const file = join(cli.folder, "prices.csv");
    await writeFile(file, line("2"));
    const tried = await both(["prices", "import", file, "--dry-run"]);
    expect(tried.theirs).toEqual(tried.mine);
    expect(tried.mine.stdout).toMatch(/openai\/gpt-of-files +would be added +input 2, output 8/);
    expect(await held()).toEqual([]);
    expect((await away.json(["prices", "import", file])).changes).toMatchObject([{ change: "new" }]);
    expect(await held()).toMatchObject([{ input: "2", output: "8", cacheRead: null }]);

    const set = ["prices", "set", "openai/gpt-of-files", "--source", "a letter"];
    const cache = [...set, "--cache-read", "0.2", "--as-of", "2026-03-11"];
    const { mine, theirs } = await answers([...cache, "--dry-run"]);
    expect(alike(theirs)).toEqual(alike(mine));
    expect(theirs.changes).toMatchObject([
      { before: { cacheRead: null }, after: { input: "2", cacheRead: "0.2" } },
    ]);
    await away.json(cache);
    await here.json([...set, "--output", "9", "--most-output", "4096"]);
    expect(await held()).toMatchObject([{ input: "2", output: "9", cacheRead: "0.2", mostOutput: 4_096 }]);
    await here.json([...set, "--cache-read", "none"]);
    expect(await held()).toMatchObject([{ output: "9", cacheRead: null, source: "a letter" }]);
  });

  it("that are wrong change nothing, and the line that is wrong is named", async () => {
    const wrong = await both(["prices", "import", "-"], [line("3"), line("a dollar")].join("\n"));
    expect(wrong.theirs).toEqual(wrong.mine);
    expect([wrong.mine.code, wrong.mine.stderr]).toEqual([
      ...[2, expect.stringContaining("openai/gpt-of-files (line 2), input: Give dollars")],
    ]);
    expect(await held()).toMatchObject([{ input: "2" }]);
    for (const [words, said] of [
      [["set", "openai/of-nobody", "--input", "1", "--source", "x"], "needs --input and --output"],
      [["set", "gpt-5-mini", "--input", "1", "--source", "x"], "provider/model"],
      [["set", "openai/gpt-5-mini", "--source", "x"], "what changes"],
      [["import", "nowhere.csv"], "cannot be read"],
      [["list", "--sort", "beauty"], "Sort by one of"],
    ] as const) {
      const { mine, theirs } = await both(["prices", ...words]);
      expect(theirs).toEqual(mine);
      expect([mine.code, mine.stderr]).toEqual([2, expect.stringContaining(said)]);
    }
  });

  it("are changed by nobody who may not", async () => {
    const reader = await makeServiceToken(world, { permissions: ["billing:read"] });
    const may = warmCliWith(warm.socket, cliWith(cli.folder, { KEYHOLD_TOKEN: reader }), ["--url", api.url]);
    expect((await may.json(["prices", "list", "--search", "gpt-5-mini"])).items.length).toBeGreaterThan(0);
    expect(await may.run(["prices", "import", "-"], line("1"))).toMatchObject({ code: 4 });
    const ofTenant = await makeServiceToken(world, { tenant, permissions: ["keys:read"] });
    const other = warmCliWith(warm.socket, cliWith(cli.folder, { KEYHOLD_TOKEN: ofTenant }), [
      "--url",
      api.url,
    ]);
    expect(await other.run(["prices", "list"])).toMatchObject({ code: 4 });
  });
});

describe("what is changed", () => {
  it("is the same, field by field, from making a key to its end, and the trail names the token", async () => {
    const { mine, theirs } = await answers([
      ...["keys", "create", "--tenant", "acme_corp", "--name", "k", "--scopes", "a:b", "--expires-in", "30d"],
      ...["--limit", "requests:100/minute", "--per-request", "patients:50", "--ip", "203.0.113.0/24"],
    ]);
    expect(alike(theirs)).toEqual(alike(mine));
    expect(theirs.createdBy).toMatchObject({ label: "a test's token" });

    const verify = (cli: Cli, secret: string) =>
      cli.run(["keys", "verify", "--scopes", "a:b,c:d", "--ip", "203.0.113.7", "--json"], secret);
    const judged = await Promise.all([verify(here, mine.secret), verify(away, theirs.secret)]);
    const [judgedHere, judgedThere] = judged.map(({ stdout }) => JSON.parse(stdout));
    expect(alike(judgedThere)).toEqual(alike(judgedHere));
    expect(judgedThere).toMatchObject({ code: "INSUFFICIENT_SCOPE", keyId: theirs.id, limits: [] });
    expect(judged.map(({ code }) => code)).toEqual([4, 4]);

    await api.flush();
    const found = await answers(["keys", "lookup"], theirs.secret);
    expect(found.theirs).toEqual(found.mine);
    const change = (cli: Cli, ...args: string[]) => cli.json(["keys", ...args]);
    const renamed = await change(away, "update", theirs.id, "--name", "renamed", "--limit", "plan");
    expect(renamed).toMatchObject({ name: "renamed", scopes: ["a:b"], inherits: { limits: true } });
    const rotated = await Promise.all([
      change(here, "rotate", mine.id, "--grace", "1h"),
      change(away, "rotate", theirs.id, "--grace", "1h"),
    ]);
    expect(rotated.map(({ status, secret }) => [status, typeof secret])).toEqual(
      Array(2).fill(["rotating", "string"]),
    );
    expect(await change(away, "revoke", theirs.id, "--reason", "left")).toMatchObject({
      revokedReason: "left",
    });
  });

  it("takes a secret of one's own choice from a pipe", async () => {
    const args = ["keys", "create", "--tenant", "acme_corp", "--name", "chosen", "--secret-stdin"];
    const secret = "correct-horse-battery-staple";
    expect(await away.json(args, `${secret}\n`)).toMatchObject({ secret, last4: "aple" });
  });

  it("takes over keys, after a dry run that says the same", async () => {
    const rows = "name,secret\nold one,a-secret-of-an-earlier-system\nold two,\n";
    const args = ["keys", "import", "-", "--tenant", "acme_corp"];
    const { mine, theirs } = await both([...args, "--dry-run"], rows);
    expect(theirs).toEqual(mine);
    expect([theirs.code, theirs.stdout]).toEqual([2, expect.stringContaining("would be imported")]);
    const taken = await away.run([...args, "--json"], rows);
    expect(JSON.parse(taken.stdout).counts).toMatchObject({ imported: 1, invalid: 1 });
  });

  it("seals a provider key before it is sent", async () => {
    const added = await away.json(
      ["credentials", "add", "--provider", "openai", "--label", "main", "--tenant", "acme_corp"],
      `${PLANTED}\n`,
    );
    expect(added).toMatchObject({ provider: "openai", label: "main" });
    const used = await world.ownerSql`select 1 from seal_tickets where used_at is not null
      and credential_id = ${uuidOf("cred", added.id)}`;
    expect(used).toHaveLength(1);
    expect(api.logged()).not.toContain(PLANTED);
    const wrong = await away.run(["credentials", "replace", added.id, "--tenant", "acme_corp"], "two words");
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("one word")]);
  });
});

describe("what goes wrong", () => {
  it.each([
    ["a key that does not exist", ["keys", "show", "key_01h2xcejqtf2nbrexx3vqjhp41"], 3],
    ["a tenant that does not exist", ["tenants", "show", "nobody"], 3],
    ["input that the operation refuses", ["keys", "list", "--status", "lost"], 2],
    ["a client id that is taken", ["tenants", "create", "--name", "Acme Corp"], 5],
  ])("says the same and ends with the same code: %s", async (_, args, code) => {
    const { mine, theirs } = await both([...args, "--json"]);
    expect(theirs).toEqual(mine);
    expect(theirs).toMatchObject({ code, stdout: "" });
  });

  it("is a token that is not taken, or none, a Keyhold that nobody runs, and what belongs to an installation", async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    const ask = (env: Record<string, string>, args: string[], input?: string) =>
      warmCliWith(warm.socket, cliWith(cli.folder, { XDG_CONFIG_HOME: "/nonexistent", ...env })).run(
        args,
        input,
      );
    const list = ["--url", api.url, "keys", "list"];
    const wrong = await ask({ KEYHOLD_TOKEN: `${token.slice(0, -1)}!` }, list);
    expect([wrong.code, wrong.stdout]).toEqual([4, ""]);
    expect(wrong.stderr).not.toContain(token.slice(0, 20));
    expect(await ask({}, list)).toMatchObject({ code: 4, stderr: expect.stringContaining("keyhold login") });
    expect(await ask({ KEYHOLD_TOKEN: token }, ["--url", nowhere, "keys", "list"])).toMatchObject({
      code: 6,
      stderr: `error: Nothing listens at ${new URL(nowhere).host}.\n`,
    });
    expect(await ask({ KEYHOLD_TOKEN: token }, ["--url", api.url, "setup"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("`keyhold setup` works on an installation itself"),
    });
  });
});

describe("profiles", () => {
  const own = (env: Record<string, string> = {}) =>
    warmCliWith(warm.socket, cliWith(cli.folder, { XDG_CONFIG_HOME: cli.folder, ...env }));
  const path = () => join(cli.folder, "keyhold", "profiles", "prod.json");
  const login = (secret: string) =>
    own().run(["login", "--url", api.url, "--profile", "prod"], `${secret}\n`);

  it("keep a token that was tried, for its owner's eyes, and send it to its address alone", async () => {
    const refused = await login("kh_svc_wrong");
    expect([refused.code, await stat(path()).catch(() => null)]).toEqual([4, null]);
    const done = await login(token);
    expect([done.code, done.stdout + done.stderr]).toEqual([0, expect.not.stringContaining(token)]);
    expect((await stat(path())).mode & 0o777).toBe(0o600);
    expect(JSON.parse(await readFile(path(), "utf8"))).toEqual({ url: api.url, token });

    const shown = await Promise.all([
      own().run(["--profile", "prod", "tenants", "show", "acme_corp", "--json"]),
      own().run(["tenants", "show", "acme_corp", "--json", "--profile", "prod"]),
      own().run(["--url", api.url, "tenants", "show", "acme_corp", "--json"]),
      own({ KEYHOLD_PROFILE: "prod" }).run(["tenants", "show", "acme_corp", "--json"]),
    ]);
    for (const { stdout } of shown) expect(JSON.parse(stdout)).toMatchObject({ clientId: "acme_corp" });
    const other = await own().run(["--url", "http://127.0.0.1:1", "--profile", "prod", "keys", "list"]);
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining(api.url)]);
  });

  it("are not used once others may read them, and are forgotten on request", async () => {
    await chmod(path(), 0o644);
    const ran = await own().run(["--profile", "prod", "keys", "list"]);
    expect([ran.code, ran.stdout]).toEqual([2, ""]);
    expect(ran.stderr).toContain(`chmod 600 ${path()}`);
    const listed = await own().json(["profiles"]);
    expect(listed.items).toMatchObject([
      { name: "prod", url: api.url, fault: expect.stringContaining("0644") },
    ]);
    await chmod(path(), 0o600);
    await writeFile(path(), "{}");
    expect((await own().run(["--profile", "prod", "keys", "list"])).stderr).toContain("keyhold login");
    expect((await own().run(["logout", "--profile", "prod"])).code).toBe(0);
    expect((await own().run(["logout", "--profile", "prod"])).code).toBe(3);
  });
});
