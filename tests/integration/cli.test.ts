// The command line as a script or an operator uses it: exit codes, JSON, and no secret on the way. What `cli.run` asks is
// a process of its own.
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { tokenForm } from "#lib/crypto/token.ts";
import { type Cli, worldCli } from "../support/cli.ts";
import { makeTenant } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { warmWorldCli } from "../support/warm-cli.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

// Many steps are processes of their own.
vi.setConfig({ testTimeout: 120_000 });

let world: TestWorld;
let cli: Cli;

beforeAll(async () => {
  world = await testWorld();
  world.clock.set(new Date());
  cli = await warmWorldCli(world);
  await cli.json(["tenants", "create", "--name", "Acme Corp", "--client-id", "acme_corp"]);
});
afterAll(async () => {
  await cli?.close();
  await world?.close();
});

const create = (...options: string[]) =>
  cli.json(["keys", "create", "--tenant", "acme_corp", "--name", "a key", ...options]);

describe("keys", () => {
  it("issues a key with everything that the options say, and its secret verifies until its limit is reached", async () => {
    const key = await create(
      ...["--scopes", "logs:write,logs:read", "--limit", "requests:1/minute", "--limit", "tokens:500/day"],
      ...["--per-request", "patients:50", "--expires-in", "30d", "--ip", "203.0.113.0/24"],
      ...["--email", "Ada@Example.com", "--tag", "eu", "--tag", "prod", "--env", "test"],
    );
    expect(key).toMatchObject({
      tenant: { clientId: "acme_corp" },
      environment: "test",
      scopes: ["logs:write", "logs:read"],
      limits: [
        { name: "minute", kind: "rate", meter: "requests", limit: 1, window: "1m" },
        { name: "tokens-calendar-day", kind: "quota", meter: "tokens", limit: 500, window: "day" },
      ],
      perRequest: { patients: 50 },
      ipAllow: ["203.0.113.0/24"],
      ownerEmail: "ada@example.com",
      tags: ["eu", "prod"],
    });
    expect(tokenForm("kh", key.secret)).toBe("well_formed");
    const days = (Date.parse(key.expiresAt) - Date.parse(key.createdAt)) / 86_400_000;
    expect(days).toBe(30);

    const verify = (...options: string[]) =>
      cli.run(["keys", "verify", "--ip", "203.0.113.7", "--json", ...options], `${key.secret}\n`);
    const good = await verify("--scopes", "logs:write");
    expect(JSON.parse(good.stdout)).toMatchObject({ valid: true, code: "VALID", keyId: key.id });
    expect(good.code).toBe(0);
    const limited = await verify();
    expect(JSON.parse(limited.stdout)).toMatchObject({ valid: false, code: "RATE_LIMITED", status: 429 });
    expect(limited.code).toBe(4);

    const { total, items } = await cli.json(["usage", "--since", "1h", "--tenant", "acme_corp"]);
    expect(total).toBe(2);
    expect(items).toMatchObject([{ label: "a key", value: 2 }]);
    const calls = ["usage", "calls", "--since", "1h", "--key", key.id];
    const listed = async (...more: string[]) => (await cli.json([...calls, ...more])).items;
    expect(await listed("--outcome", "RATE_LIMITED")).toMatchObject([{ ip: "203.0.113.7" }]);
    expect(await listed("--tenant", "acme_corp")).toHaveLength(2);
  });

  it("takes a chosen secret from stdin and finds the key by it again", async () => {
    const secret = "correct-horse-battery-staple";
    const key = await cli.json(
      ["keys", "create", "--tenant", "acme_corp", "--name", "chosen", "--secret-stdin"],
      `${secret}\n`,
    );
    expect(key).toMatchObject({ secret, prefix: "", last4: "aple" });
    expect(await cli.json(["keys", "lookup"], secret)).toMatchObject({ id: key.id });
    const unknown = await cli.run(["keys", "lookup"], "some-other-chosen-secret");
    expect(unknown).toMatchObject({ code: 3, stdout: "", stderr: "error: There is no such key.\n" });
  });

  it("changes what is given and leaves the rest, rotates, disables and revokes by the id alone", async () => {
    const { id, secret } = await create("--scopes", "a:b", "--tag", "x");
    const updated = await cli.json(["keys", "update", id, "--name", "renamed", "--limit", "plan"]);
    expect(updated).toMatchObject({
      name: "renamed",
      scopes: ["a:b"],
      tags: ["x"],
      inherits: { limits: true },
    });
    const rotated = await cli.json(["keys", "rotate", id, "--grace", "1h"]);
    expect(rotated).toMatchObject({ id, status: "rotating" });
    expect(rotated.secret).not.toBe(secret);
    expect((await cli.json(["keys", "disable", id])).status).toBe("disabled");
    const revoked = await cli.json(["keys", "revoke", id, "--reason", "left the company"]);
    expect(revoked).toMatchObject({ status: "revoked", revokedReason: "left the company" });
    const { items } = await cli.json(["keys", "list", "--tenant", "acme_corp", "--status", "revoked"]);
    expect(items.map((key: { id: string }) => key.id)).toEqual([id]);
  });

  it("shows tables for people, with the secret on stdout alone and once", async () => {
    const made = await cli.run(["keys", "create", "--tenant", "acme_corp", "--name", "for people"]);
    const secret = made.stdout.trimEnd().split("\n").at(-1) ?? "";
    expect(tokenForm("kh", secret)).toBe("well_formed");
    expect(made.stderr).toContain("shown this once");
    const list = await cli.run(["keys", "list"]);
    expect(list.stdout).toMatch(/^ID +TENANT +NAME/);
    expect(list.stdout).toContain("for people");
    expect(list.stdout).not.toContain(secret);
  });
});

describe("exit codes", () => {
  it.each([
    ["an unknown command", ["frobnicate"], 2],
    ["a missing option", ["keys", "create", "--tenant", "acme_corp"], 2],
    [
      "an option with a wrong value",
      ["keys", "create", "--tenant", "acme_corp", "--name", "x", "--limit", "lots"],
      2,
    ],
    ["input that the operation refuses", ["keys", "list", "--status", "lost"], 2],
    ["a tenant that does not exist", ["tenants", "show", "nobody"], 3],
    ["a key that does not exist", ["keys", "show", "key_01h2xcejqtf2nbrexx3vqjhp41"], 3],
    ["a client id that is taken", ["tenants", "create", "--name", "Acme Corp"], 5],
  ])("tell %s", async (_, args, code) => {
    const ran = await cli.run([...args, "--json"]);
    expect(ran).toMatchObject({ code, stdout: "" });
    expect(ran.stderr).toMatch(/^(error: |\{"error":\{"code":)/);
  });

  it("tell a database that is away, without its password", async () => {
    const away = await worldCli({ ...world, ownerUrl: "postgres://me:p4ssw0rd@127.0.0.1:4399/none" });
    const ran = await away.run(["tenants", "list"]);
    expect(ran.code).toBe(6);
    expect(ran.stderr).toContain("nothing listens at 127.0.0.1:4399");
    expect(ran.stderr).not.toContain("p4ssw0rd");
    await away.close();
  });
});

describe("tenants, tokens, people and the trail", () => {
  it("suspends a tenant with a reason, and its keys refuse", async () => {
    const { id } = await makeTenant(world, { clientId: "late_payer" });
    const key = await makeKey(world, { id });
    const suspended = await cli.json(["tenants", "suspend", "late_payer", "--reason", "unpaid"]);
    expect(suspended).toMatchObject({ status: "suspended", suspendedReason: "unpaid" });
    const refused = await cli.run(["keys", "verify", "--json"], key.secret);
    expect(JSON.parse(refused.stdout)).toMatchObject({ code: "TENANT_SUSPENDED", status: 403 });
    expect((await cli.json(["tenants", "resume", "late_payer"])).status).toBe("active");
  });

  it("makes, lists and revokes service tokens of the platform and of a tenant", async () => {
    const wide = await cli.json(["tokens", "create", "--name", "gateway", "--permissions", "*"]);
    expect(tokenForm("kh", wide.secret)).toBe("well_formed");
    const narrow = await cli.json([
      "tokens",
      "create",
      "--name",
      "theirs",
      "--permissions",
      "keys:verify,usage:write",
      "--tenant",
      "acme_corp",
    ]);
    expect(narrow.tenant.clientId).toBe("acme_corp");
    const { items } = await cli.json(["tokens", "list", "--tenant", "acme_corp"]);
    expect(items.map((token: { id: string }) => token.id)).toEqual([narrow.id]);
    expect((await cli.json(["tokens", "revoke", wide.id])).status).toBe("revoked");
  });

  it("makes an admin with a password from stdin, and one with a link to set it", async () => {
    const email = "grace@example.com";
    const args = ["users", "create-admin", "--email", email];
    const admin = await cli.json([...args, "--password-stdin"], "a password nobody would guess 1906\n");
    expect(admin).toMatchObject({ email, passwordUrl: null });
    const weak = await cli.run([...args, "--password-stdin"], "password1234\n");
    expect(weak.code).toBe(2);
    const linked = await cli.json(["users", "create-admin", "--email", "alan@example.com"]);
    expect(linked.passwordUrl).toMatch(/^http:\/\/localhost:3000\/reset\/\w+/);
  });

  it("leaves its acts in the trail under the name of the machine's user, and finds the trail whole", async () => {
    const { stdout } = await cli.run(["audit", "export", "--tenant", "acme_corp", "--action", "key"]);
    const entries = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(entries.length).toBeGreaterThan(3);
    expect(entries.at(-1)).toMatchObject({
      action: "key.create",
      actor: { label: expect.stringMatching(/^command line \(/) },
    });
    expect(stdout).not.toMatch(/kh_(live|test)_\w{20}/);
    expect(await cli.json(["audit", "verify", "--tenant", "acme_corp"])).toMatchObject({ ok: true });

    await world.ownerSql`update audit_entries set actor_label = 'somebody else' where seq = 1`;
    const broken = await cli.run(["audit", "verify", "--tenant", "acme_corp", "--json"]);
    expect(JSON.parse(broken.stdout)).toMatchObject({ ok: false, brokenSeq: 1 });
    expect(broken.code).toBe(5);
  });
});

describe("setup", () => {
  it("writes what may be seen once into a file of its owner's, and never over another", async () => {
    const out = join(cli.folder, "keys.env");
    const clients = ["--client", "shop:write:1000/hour", "--client", "jobs:logs:read,logs:write:100"];
    const ran = await cli.run(["setup", "--tenant", "shop_api", "--out", out, ...clients]);
    expect(ran).toMatchObject({ code: 0 });
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    const lines = (await readFile(out, "utf8")).split("\n");
    const kept = (name: string) => lines.find((line) => line.startsWith(`${name}=`))?.split("=")[1] ?? "";
    expect(kept("KEYHOLD_TENANT")).toBe("shop_api");
    for (const name of ["KEYHOLD_KEY_SHOP", "KEYHOLD_KEY_JOBS", "KEYHOLD_SERVICE_TOKEN"]) {
      expect(tokenForm("kh", kept(name))).toBe("well_formed");
      expect(ran.stdout + ran.stderr).not.toContain(kept(name));
    }
    const jobs = await cli.json(["keys", "lookup"], kept("KEYHOLD_KEY_JOBS"));
    expect(jobs).toMatchObject({
      scopes: ["logs:read", "logs:write"],
      limits: [{ limit: 100, window: "1h" }],
    });

    const again = await cli.run(["setup", "--out", out, ...clients]);
    expect(again.code).toBe(5);
    expect((await readFile(out, "utf8")).split("\n")).toEqual(lines);
  });

  it("takes back the file when something goes wrong, and makes nothing of a client it cannot read", async () => {
    const out = join(cli.folder, "failed.env");
    const countKeys = async () => (await world.ownerSql`select count(*) from keys`)[0]?.count;
    const before = await countKeys();
    const ran = await cli.run(["setup", "--out", out, "--client", "shop=write"]);
    expect(ran.code).toBe(2);
    await writeFile(out, "free again", { flag: "wx" });
    expect(await countKeys()).toBe(before);
  });
});

describe("doctor", () => {
  it("says what is well, what is missing, and what does not work", async () => {
    // Without master keys of its own it makes secrets, into a file.
    const own = await worldCli(world, { KEYHOLD_MASTER_KEYS: "" });
    const ran = await own.run(["doctor", "--json"]);
    await own.close();
    expect(ran.code).toBe(6);
    const { checks } = JSON.parse(ran.stdout);
    const states = Object.fromEntries(
      checks.map((check: { name: string; state: string }) => [check.name, check.state]),
    );
    expect(states).toMatchObject({
      database: "ok",
      migrations: "ok",
      "audit trail": "failed",
      secrets: "ok",
    });
  });
});
