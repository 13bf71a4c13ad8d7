// Doors of the command line that do more than one question and one answer, on a Keyhold elsewhere: files, webhooks, links
// to reports, a look at it from outside, and its vault.
import { once } from "node:events";
import { readdir, readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makeExports } from "#lib/exports/make-exports.ts";
import { makeServiceToken, type TestApi, testApi } from "../support/api.ts";
import { type Cli, cliWith, warmCliWith, worldCli } from "../support/cli.ts";
import { PLANTED } from "../support/credentials.ts";
import { makeTenant } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { startWarmCli } from "../support/warm-cli.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

vi.setConfig({ testTimeout: 120_000 });

const OF_ACME = ["--tenant", "acme_corp"];
let world: TestWorld;
let api: TestApi;
let own: Cli;
let warm: Awaited<ReturnType<typeof startWarmCli>>;
let here: Cli;
/** By address and token. */
let away: Cli;
/** By a profile. */
let kept: Cli;
/** With the token of the tenant itself. */
let ofTenant: Cli;

beforeAll(async () => {
  world = await testWorld();
  world.clock.set(new Date());
  api = await testApi(world);
  own = await worldCli(world);
  warm = await startWarmCli(own.folder);
  here = warmCliWith(warm.socket, own);
  const tenant = await makeTenant(world, { clientId: "acme_corp" });
  for (const name of ["web", "mobile"]) await makeKey(world, tenant, { name });
  const token = await makeServiceToken(world, { permissions: ["*"] });
  away = warmCliWith(warm.socket, cliWith(own.folder, { KEYHOLD_TOKEN: token }), ["--url", api.url]);
  const profiles = cliWith(own.folder, { XDG_CONFIG_HOME: own.folder });
  const login = ["login", "--url", api.url, "--profile", "prod"];
  expect(await warmCliWith(warm.socket, profiles).run(login, token)).toMatchObject({ code: 0 });
  kept = warmCliWith(warm.socket, profiles, ["--profile", "prod"]);
  const narrow = await makeServiceToken(world, { tenant, permissions: ["keys:read", "exports:write"] });
  ofTenant = warmCliWith(warm.socket, cliWith(own.folder, { KEYHOLD_TOKEN: narrow }), ["--url", api.url]);
});
afterAll(async () => {
  await warm?.stop();
  await api?.stop();
  await own?.close();
  await world?.close();
});

describe("a file", () => {
  it("is asked for, waited for, downloaded byte by byte as it is there, and deleted", async () => {
    for (const [cli, whose] of [
      [away, OF_ACME],
      [kept, []],
      [ofTenant, []],
    ] as const) {
      const made = await cli.json(["exports", "create", "--of", "keys", "--format", "json", ...whose]);
      const one = [made.id, ...whose];
      expect(await cli.json(["exports", "show", ...one])).toMatchObject({ id: made.id, subject: "keys" });
      const early = await cli.run(["exports", "download", ...one]);
      expect([early.code, early.stderr]).toEqual([5, expect.stringContaining("still being made")]);
      await makeExports(world.as("worker"));
      const { path, size } = await cli.json(["exports", "download", ...one]);
      const file = join(own.folder, path);
      expect(path).toMatch(/^keys-[\d-]+\w+\.jsonl\.gz$/);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      const packed = await readFile(file);
      expect(packed).toHaveLength(size);
      const lines = gunzipSync(packed).toString().trim().split("\n");
      expect(lines.map((line) => JSON.parse(line).name)).toEqual(["mobile", "web"]);
      const mine = cli === kept ? [] : OF_ACME;
      await here.json(["exports", "download", made.id, ...mine, "--out", `here-${path}`]);
      expect(await readFile(join(own.folder, `here-${path}`))).toEqual(packed);
      expect(await cli.run(["exports", "download", ...one])).toMatchObject({
        code: 5,
        stderr: expect.stringContaining(path),
      });
      expect((await cli.json(["exports", "delete", ...one, "--yes"])).id).toBe(made.id);
      expect(await cli.run(["exports", "download", ...one, "--out", "x"])).toMatchObject({ code: 3 });
    }
  });

  it("that breaks off on its way leaves nothing behind", async () => {
    const broken = createServer((_, answer) => {
      answer.writeHead(200, {
        "content-length": "1000",
        "content-disposition": 'attachment; filename="half.gz"',
      });
      answer.write("half", () => answer.destroy());
    });
    await once(broken.listen(0, "127.0.0.1"), "listening");
    const url = `http://127.0.0.1:${(broken.address() as AddressInfo).port}`;
    const cli = warmCliWith(warm.socket, cliWith(own.folder, { KEYHOLD_TOKEN: "kh_svc_any" }), [
      "--url",
      url,
    ]);
    const ran = await cli.run(["exports", "download", "exp_01h2xcejqtf2nbrexx3vqjhp41"]);
    expect([ran.code, ran.stderr]).toEqual([6, expect.stringContaining(new URL(url).host)]);
    const trail = await cli.run(["audit", "export", "--out", "half.jsonl"]);
    expect([trail.code, trail.stderr]).toEqual([6, expect.stringContaining(new URL(url).host)]);
    const left = await readdir(own.folder);
    expect(left.filter((name) => name.startsWith("half"))).toEqual([]);
    broken.close();
  });
});

it("webhooks are made, changed, tried, told of and deleted", async () => {
  const secret = "93.184.216.34";
  const run = (...args: string[]) => away.json(["webhooks", ...args, ...OF_ACME]);
  const made = await run("create", "--url", `https://${secret}/hooks`, "--types", "key.revoked");
  expect(made).toMatchObject({ secret: expect.stringMatching(/^whsec_/), types: ["key.revoked"] });
  expect(await run("update", made.id, "--types", "all", "--description", "ours")).toMatchObject({
    types: null,
    description: "ours",
  });
  expect((await run("rotate", made.id, "--grace", "1h")).secret).not.toBe(made.secret);
  const sent = await run("test", made.id);
  expect(sent).toMatchObject({ type: "webhook.test", status: "waiting" });
  const { items } = await run("deliveries", made.id, "--status", "waiting");
  expect(items.map(({ id }: { id: string }) => id)).toEqual([sent.id]);
  expect(await here.json(["webhooks", "show", made.id, ...OF_ACME])).toEqual(await run("show", made.id));
  const detail = ["webhooks", "delivery", made.id, sent.id, ...OF_ACME];
  // The api tries to hand it over meanwhile.
  const { id, type, body } = await here.json(detail);
  expect(JSON.parse(body)).toMatchObject({ type });
  expect(await away.json(detail)).toMatchObject({ id, type, body, log: expect.any(Array) });
  expect(await run("replay", made.id, "--since", "1h")).toEqual({ replayed: 0 });
  expect(await run("replay", made.id, sent.id)).toMatchObject({ id: sent.id, status: "waiting" });
  await run("delete", made.id, "--yes");
  expect((await run("list")).items).toEqual([]);
  expect((await kept.json(["webhooks", "list"])).items).toEqual([]);
});

it("links to reports are made, listed and revoked", async () => {
  const run = (...args: string[]) => kept.json(["reports", ...args, ...OF_ACME]);
  const made = await run("create", "--title", "Board", "--view", "range=7d&group=key", "--expires-in", "7d");
  expect(made).toMatchObject({ title: "Board", url: expect.stringContaining("/r") });
  expect((await run("list")).items).toMatchObject([{ id: made.id, status: "active" }]);
  expect(await run("revoke", made.id, "--yes")).toMatchObject({ status: "revoked" });
  expect(
    await away.run(["reports", "create", ...OF_ACME, "--title", "B", "--expires-in", "1y"]),
  ).toMatchObject({
    code: 2,
  });
});

it("a look from outside says whether it answers and takes the token, and leaves files to where they are", async () => {
  const seen = await kept.json(["doctor"]);
  expect(seen).toMatchObject({ ok: true, checks: [{ name: "api" }, { name: "token", detail: "is taken" }] });
  const token = `kh_svc_${"0".repeat(49)}`;
  const stranger = warmCliWith(warm.socket, cliWith(own.folder, { KEYHOLD_TOKEN: token }), [
    "--url",
    api.url,
  ]);
  const refused = await stranger.run(["doctor", "--json"]);
  expect([refused.code, JSON.parse(refused.stdout).checks[1].state]).toEqual([6, "failed"]);
  for (const more of [["--backup", "some.file"], ["--key"]])
    expect(await away.run(["doctor", ...more])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`\`keyhold doctor ${more[0]}\` works on an installation itself`),
    });
});

it("a vault is looked at and wrapped anew where it is, and by nobody who may not", async () => {
  await away.json(["credentials", "add", "--provider", "openai", "--label", "main", ...OF_ACME], PLANTED);
  const status = await away.json(["vault", "status"]);
  expect(status.masterKeys).toMatchObject([{ version: 1, writes: true }]);
  // Which processes run is told by a clock, and here that is not the one of the test.
  const [{ kind, version, tenantKeys }] = status.masterKeys;
  expect((await here.json(["vault", "status"])).masterKeys).toMatchObject([{ kind, version, tenantKeys }]);
  const dry = await away.json(["vault", "rotate", "--dry-run"]);
  expect(dry.rotation).toMatchObject({ state: "done", dryRun: true, unreadable: 0 });
  expect((await kept.json(["vault", "rotate"])).rotation).toMatchObject({ state: "done", dryRun: false });
  for (const args of [["status"], ["rotate"]])
    expect(await ofTenant.run(["vault", ...args])).toMatchObject({ code: 4, stdout: "" });
  const shred = ["vault", "shred", "acme_corp", "--confirm"];
  expect((await away.run([...shred, "another"])).code).toBe(2);
  expect(await away.json([...shred, "acme_corp"])).toMatchObject({ clientId: "acme_corp", credentials: 1 });
});

it("a token that would travel in the clear is warned of, in a form that programs can read too", async () => {
  const token = await makeServiceToken(world, { permissions: ["*"] });
  const plain = (url: string) =>
    warmCliWith(warm.socket, cliWith(own.folder, { KEYHOLD_TOKEN: token }), ["--url", url]);
  // This very machine, by an address that does not say so.
  const afar = plain(api.url.replace("127.0.0.1", "0.0.0.0"));
  const seen = await afar.run(["tenants", "list"]);
  expect([seen.code, seen.stderr]).toEqual([0, expect.stringMatching(/^warning: .*plain http.*https\.\n$/)]);
  const told = await afar.run(["tenants", "list", "--json"]);
  expect(JSON.parse(told.stderr)).toEqual({ warning: expect.stringContaining("plain http") });
  expect(JSON.parse(told.stdout).items).toHaveLength(1);
  expect((await plain(api.url).run(["tenants", "list"])).stderr).toBe("");
  const login = ["login", "--url", api.url.replace("127.0.0.1", "0.0.0.0"), "--profile", "plain"];
  const kept = await warmCliWith(warm.socket, cliWith(own.folder, { XDG_CONFIG_HOME: own.folder })).run(
    login,
    token,
  );
  expect([kept.code, kept.stderr]).toEqual([0, expect.stringContaining("warning:")]);
});
