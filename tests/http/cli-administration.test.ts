// What staff and customers do on pages, done from the command line: where the installation is, and elsewhere.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { DAY_MS } from "#lib/core/clock.ts";
import type { CredentialView } from "#lib/credentials/view.ts";
import { evaluate, issueKey, storeCalls } from "../support/alert-world.ts";
import { type BothPlaces, bothPlaces } from "../support/both-places.ts";
import type { Cli } from "../support/cli.ts";
import { PLANTED, takeIn } from "../support/credentials.ts";
import { makeMember, makeTenant, makeUser, type TenantRow } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

vi.setConfig({ testTimeout: 120_000 });

type Version = CredentialView["versions"][number];

const OF_ACME = ["--tenant", "acme_corp"];
let world: TestWorld;
let places: BothPlaces;
let tenant: TenantRow;
beforeAll(async () => {
  world = await testWorld();
  world.clock.set(new Date());
  places = await bothPlaces(world);
  tenant = await makeTenant(world, { clientId: "acme_corp" });
});
afterAll(async () => {
  await places?.close();
  await world?.close();
});

describe("plans", () => {
  it("are listed and shown alike, by name and by the tenant that has one", async () => {
    const listed = await places.answers(["plans", "list"]);
    expect(listed.theirs).toEqual(listed.mine);
    expect(listed.mine.items.length).toBeGreaterThan(2);
    const shown = await places.answers(["plans", "show", "basic"]);
    expect(shown.theirs).toEqual(shown.mine);
    const theirOwn = await places.answers(["plans", "show", ...OF_ACME]);
    expect([theirOwn.mine, theirOwn.theirs]).toEqual([shown.mine, shown.mine]);
    const { mine, theirs } = await places.both(["plans", "list"]);
    expect(theirs).toEqual(mine);
    expect(mine.stdout).toMatch(/^ID +SLUG +NAME +DEFAULT/);
    expect((await places.both(["plans", "show"])).theirs.code).toBe(2);
  });

  it("are made of options, and say everything that options say", async () => {
    const fields = [
      ...[
        "--scopes",
        "read,logs:write",
        "--limit",
        "requests:100/minute",
        "--tenant-limit",
        "requests:9/day",
      ],
      ...["--per-request", "patients:50", "--included", "generations:15", "--max-expiry", "30d"],
      ...["--no-never-expiring", "--stale-ok", "1h", "--payers", "byok,managed", "--models", "openai/*"],
    ];
    for (const [cli, slug] of [
      [places.here, "made_here"],
      [places.away, "made_there"],
    ] as const) {
      const made = await cli.json(["plans", "create", "--slug", slug, "--name", "Made", ...fields]);
      expect(made).toMatchObject({
        ...{ slug, name: "Made", isDefault: false, scopes: ["*:read", "logs:write"] },
        limits: [
          { name: "minute", kind: "rate", meter: "requests", limit: 100, window: "1m" },
          { name: "tenant-calendar-day", kind: "quota", limit: 9, window: "day", per: "tenant" },
        ],
        ...{ perRequest: { patients: 50 }, included: { generations: 15 }, maxExpiryDays: 30 },
        ...{ allowsNeverExpiring: false, staleOkSeconds: 3_600 },
        gateway: { payers: ["byok", "managed"], models: ["openai/*"] },
      });
      const changed = ["plans", "update", slug, "--payer", "managed", "--limit", "none", "--default"];
      expect(await cli.json(changed)).toMatchObject({
        ...{ isDefault: true, limits: [], included: { generations: 15 } },
        gateway: { payer: "managed", payers: ["byok", "managed"], models: ["openai/*"] },
      });
    }
    const { items } = await places.here.json(["plans", "list"]);
    expect(items.filter(({ isDefault }: { isDefault: boolean }) => isDefault)).toMatchObject([
      { slug: "made_there" },
    ]);
    await places.here.json(["plans", "update", "basic", "--default"]);
  });

  it("are made and changed by the file that showing one writes, and options win over it", async () => {
    const file = join(places.cli.folder, "plan.json");
    const plan = await places.here.json(["plans", "show", "made_here"]);
    await writeFile(file, JSON.stringify({ ...plan, slug: "from_file" }));
    const made = await places.away.json(["plans", "create", "--file", file, "--name", "Filed"]);
    const { id, createdAt, updatedAt, ...same } = made;
    expect({ ...plan, slug: "from_file", name: "Filed", isDefault: false }).toMatchObject(same);
    const again = await places.away.json(
      ["plans", "update", "from_file", "--file", "-"],
      JSON.stringify(plan),
    );
    expect(again).toMatchObject({ id, slug: "from_file", name: "Made" });
    for (const wrong of ["[]", "not json"]) {
      const ran = await places.away.run(["plans", "create", "--file", "-"], wrong);
      expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining("no JSON object")]);
    }
  });

  it.each([
    [
      "an unknown field of a file",
      ["create", "--file", "-"],
      '{"slug":"x1","name":"x","colour":1}',
      2,
      "colour",
    ],
    ["a slug that is taken", ["create", "--slug", "basic", "--name", "x"], "", 5, ""],
    ["nothing to call it by", ["create", "--slug", "x1"], "", 2, "name"],
    ["a life of half a day", ["update", "basic", "--max-expiry", "12h"], "", 2, "whole days"],
    ["a plan that is not there", ["update", "none", "--name", "x"], "", 3, "plan"],
  ])("are refused alike: %s", async (_, args, input, code, said) => {
    const { mine, theirs } = await places.both(["plans", ...args], input);
    expect(theirs).toEqual(mine);
    expect(mine).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(said) });
  });

  it("are changed by nobody who may not, and a tenant's token is shown its own", async () => {
    const reader = await places.as(["plans:read"]);
    expect((await reader.json(["plans", "show", "basic"])).slug).toBe("basic");
    expect(await reader.run(["plans", "update", "basic", "--name", "x"])).toMatchObject({ code: 4 });
    const own = await places.as(["*"], tenant);
    const { items } = await own.json(["plans", "list"]);
    expect(items.map(({ slug }: { slug: string }) => slug)).toEqual(["basic"]);
    expect((await own.json(["plans", "show", ...OF_ACME])).slug).toBe("basic");
    expect(await own.run(["plans", "create", "--slug", "x1", "--name", "x"])).toMatchObject({ code: 4 });
  });
});

describe("tenants", () => {
  it("are given another name, time zone and plan, and only what is said changes", async () => {
    const moving = await makeTenant(world, { clientId: "moving" });
    for (const [cli, plan] of [
      [places.here, "professional"],
      [places.away, "enterprise"],
    ] as const) {
      const changed = await cli.json(["tenants", "update", "moving", "--plan", plan]);
      expect(changed).toMatchObject({ id: moving.id, name: moving.name, plan: { slug: plan } });
      const renamed = await cli.json(["tenants", "update", moving.id, "--time-zone", "Asia/Kolkata"]);
      expect(renamed).toMatchObject({ timeZone: "Asia/Kolkata", plan: { slug: plan } });
      const { items } = await cli.json(["tenants", "list", "--plan", plan]);
      expect(items.map(({ id }: { id: string }) => id)).toEqual([moving.id]);
    }
    const { mine, theirs } = await places.both(["tenants", "update", "moving", "--plan", "none"]);
    expect(theirs).toEqual(mine);
    expect([mine.code, mine.stderr]).toEqual([2, expect.stringContaining("plan")]);
  });

  it("name themselves by a token of their own, and give themselves no plan", async () => {
    const own = await places.as(["*"], tenant);
    expect((await own.json(["tenants", "update", "acme_corp", "--name", "Ours"])).name).toBe("Ours");
    expect(await own.run(["tenants", "update", "acme_corp", "--plan", "enterprise"])).toMatchObject({
      ...{ code: 4, stdout: "" },
    });
  });
});

describe("members", () => {
  const listed = (cli: Cli) => cli.json(["members", "list", ...OF_ACME]);

  it("are invited, and the invitation is withdrawn, by its id or its address", async () => {
    for (const [cli, named] of [
      [places.here, "id"],
      [places.away, "email"],
    ] as const) {
      const email = `${named}@example.test`;
      const invite = ["members", "invite", email, "--role", "developer", ...OF_ACME];
      const invited = await cli.json(invite);
      expect(invited).toMatchObject({ email, role: "developer" });
      expect((await listed(cli)).invitations).toEqual([invited]);
      expect(await cli.json(["members", "withdraw", invited[named], ...OF_ACME])).toEqual(invited);
      expect((await listed(cli)).invitations).toEqual([]);
      expect(await cli.run(["members", "withdraw", email, ...OF_ACME])).toMatchObject({ code: 3 });
    }
  });

  it("are listed alike, given another role and taken out", async () => {
    const owner = await makeMember(world, tenant, "owner");
    const { mine, theirs } = await places.answers(["members", "list", ...OF_ACME]);
    expect(theirs).toEqual(mine);
    expect(mine.items).toMatchObject([{ userId: owner.userId, role: "owner" }]);
    for (const cli of [places.here, places.away]) {
      const { userId, user } = await makeMember(world, tenant, "viewer");
      const change = ["members", "change-role", user.email.toUpperCase(), "--role", "admin", ...OF_ACME];
      expect(await cli.json(change)).toMatchObject({ userId, email: user.email, role: "admin" });
      const removed = await cli.run(["members", "remove", userId, "--yes", ...OF_ACME]);
      expect([removed.code, removed.stdout]).toEqual([0, expect.stringContaining(user.email)]);
    }
    const shown = await places.both(["members", "list", ...OF_ACME]);
    expect(shown.theirs).toEqual(shown.mine);
    expect(shown.mine.stdout).toMatch(/^ID +NAME +E-MAIL +ROLE/);
    expect(shown.mine.stdout).toContain("never");
    const only = await places.both(["members", "remove", owner.userId, ...OF_ACME]);
    expect(only.theirs).toEqual(only.mine);
    expect([only.mine.code, only.mine.stderr]).toEqual([5, expect.stringContaining("only owner")]);
  });

  it("are looked after by a token of their tenant, within what it may", async () => {
    const [own, reader] = [await places.as(["*"], tenant), await places.as(["members:read"], tenant)];
    expect(await listed(reader)).toEqual(await listed(own));
    const invite = (role: string) => ["members", "invite", "x@example.test", "--role", role, ...OF_ACME];
    for (const [cli, role, code] of [
      [reader, "viewer", 4],
      [own, "owner", 4],
      [own, "king", 2],
      [own, "viewer", 0],
    ] as const)
      expect([role, (await cli.run(invite(role))).code]).toEqual([role, code]);
  });
});

it("a key's old secret works for longer, and ends, when that is said", async () => {
  for (const [other, cli] of [
    [places.away, places.here],
    [places.here, places.away],
  ] as const) {
    const { id, secret: old } = await makeKey(world, tenant, { name: "turning" });
    expect(await cli.run(["keys", "extend-rotation", id])).toMatchObject({ code: 5, stdout: "" });
    await other.json(["keys", "rotate", id, "--grace", "1h"]);
    const extended = await cli.json(["keys", "extend-rotation", id, "--grace", "7d"]);
    const [end] = extended.secrets.flatMap(({ expiresAt }: { expiresAt: string | null }) => expiresAt ?? []);
    expect(Date.parse(end) - world.clock.now().getTime()).toBeGreaterThan(6 * DAY_MS);
    expect(extended.status).toBe("rotating");
    expect(await cli.json(["keys", "finish-rotation", id, "--yes"])).toMatchObject({ id, status: "active" });
    expect(await cli.run(["keys", "verify"], old)).toMatchObject({ code: 4 });
  }
  expect(await places.away.run(["keys", "finish-rotation", "key_01h2xcejqtf2nbrexx3vqjhp41"])).toMatchObject({
    code: 3,
  });
});

describe("provider keys", () => {
  /** What was sealed is taken into the vault by the api, or else by this. */
  const stored = (id: string, whose: string[]) =>
    expect
      .poll(
        async () => {
          await takeIn(world.as("api"));
          const { versions } = await places.here.json(["credentials", "show", id, ...whose]);
          return versions.every(({ state }: Version) => state === "stored");
        },
        { timeout: 60_000 },
      )
      .toBe(true);

  it.each([
    ["a tenant's", OF_ACME],
    ["the platform's own", []],
  ])("are renamed, rolled over and retired: %s", async (_, whose) => {
    for (const cli of [places.here, places.away]) {
      const run = (...args: string[]) => cli.json(["credentials", ...args, ...whose]);
      const { id } = await cli.json(
        ["credentials", "add", "--provider", "groq", "--label", "first", ...whose],
        PLANTED,
      );
      expect(await run("rename", id, "--label", "second")).toMatchObject({ id, label: "second" });
      expect(await cli.run(["credentials", "shift", id, ...whose])).toMatchObject({ code: 5, stdout: "" });
      await stored(id, whose);
      await cli.json(["credentials", "replace", id, "--beside", ...whose], `${PLANTED}2`);
      await stored(id, whose);
      const roles = async () =>
        (await run("show", id)).versions.map(({ version, role }: Version) => `${version} ${role}`);
      expect(await roles()).toEqual(["2 next", "1 current"]);
      await run("shift", id);
      expect(await roles()).toEqual(["2 current", "1 previous"]);
      const inUse = await cli.run(["credentials", "retire", id, "2", "--yes", ...whose]);
      expect([inUse.code, inUse.stderr]).toEqual([5, expect.stringContaining("in use")]);
      const retired = await cli.run(["credentials", "retire", id, "--yes", ...whose]);
      expect([retired.code, retired.stdout]).toEqual([0, expect.stringMatching(/version 2 +current/)]);
      expect(await roles()).toEqual(["2 current"]);
      expect(JSON.stringify(retired)).not.toContain(PLANTED);
    }
  });

  it("show what was spent of them, alike", async () => {
    const { mine, theirs } = await places.answers(["credentials", "use", ...OF_ACME]);
    expect([mine, theirs]).toEqual([{ items: [] }, { items: [] }]);
    const reader = await places.as(["keys:read"], tenant);
    for (const args of [["use"], ["rename", "cred_none", "--label", "x"], ["retire", "cred_none", "1"]])
      expect(await reader.run(["credentials", ...args])).toMatchObject({ code: 4, stdout: "" });
  });
});

describe("alerts", () => {
  it.each([
    ["a tenant's", OF_ACME],
    ["the platform's own", []],
  ])("have rules of one's own, which are made, changed and deleted: %s", async (_, whose) => {
    for (const cli of [places.here, places.away]) {
      const run = (...args: string[]) => cli.json(["alerts", ...args, ...whose]);
      const made = await run(
        ...["create-rule", "--name", "Much", "--metric", "meter", "--meter", "patients", "--above", "99.5"],
        ...["--window", "30m", "--env", "live", "--severity", "info", "--mail-role", "owner", "--no-webhook"],
      );
      expect(made).toMatchObject({
        ...{ name: "Much", severity: "info", enabled: true, builtIn: false },
        settings: { metric: "meter", meter: "patients", comparison: "above", value: 99.5, windowMinutes: 30 },
        channels: { mail: true, mailRole: "owner", webhook: false },
      });
      const changed = await run("update-rule", made.id, "--below", "5", "--env", "all", "--webhook");
      expect(changed).toMatchObject({
        settings: { meter: "patients", comparison: "below", value: 5, environment: null },
        channels: { mailRole: "owner", webhook: true },
      });
      expect(await run("delete-rule", made.id, "--yes")).toMatchObject({ id: made.id, enabled: false });
      expect(await cli.run(["alerts", "delete-rule", made.id, ...whose])).toMatchObject({ code: 3 });
    }
  });

  it("have rules that come with the product, which are changed and put back", async () => {
    for (const cli of [places.here, places.away]) {
      const run = (...args: string[]) => cli.json(["alerts", ...args, ...OF_ACME]);
      const quota = await run("update-rule", "quota", "--set", "percents=90,60", "--no-mail");
      expect(quota).toMatchObject({ settings: { percents: [90, 60] }, channels: { mail: false } });
      const failing = await run("update-rule", "credential_failing", "--set", "unreachable=true");
      expect(failing.settings).toEqual({ unreachable: true });
      for (const rule of ["quota", "credential_failing"])
        expect(await run("delete-rule", rule, "--yes")).toMatchObject({ id: rule, unchanged: true });
    }
  });

  it.each([
    ["no number", ["create-rule", "--name", "x"], 2, "--above"],
    ["no number at all", ["create-rule", "--name", "x", "--above", "lots"], 2, "no number"],
    ["both ways at once", ["update-rule", "spike", "--above", "1", "--below", "2"], 2, "not both"],
    ["a setting that it has not", ["update-rule", "spike", "--set", "speed=3"], 2, "settings.speed"],
    ["no setting", ["update-rule", "spike", "--set", "speed"], 2, "refusedPercent=30"],
    ["a rule that is not there", ["update-rule", "rul_none", "--severity", "info"], 3, "rule"],
    ["an alert that is not there", ["show", "alr_none"], 3, "alert"],
    ["a mute that is not there", ["unmute", "spike"], 3, "mute"],
  ])("refuse alike: %s", async (_, args, code, said) => {
    const { mine, theirs } = await places.both(["alerts", ...args, ...OF_ACME]);
    expect(theirs).toEqual(mine);
    expect(mine).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(said) });
  });

  it("are shown, and told of again before their mute ends", async () => {
    const key = await issueKey(world, tenant, "checkout");
    await storeCalls(world, key, 60, { outcome: "RATE_LIMITED" });
    await evaluate(world);
    const { items } = await places.here.json(["alerts", "list", "--state", "firing", ...OF_ACME]);
    const { id } = items.find(({ kind }: { kind: string }) => kind === "refusals_burst");
    const shown = await places.answers(["alerts", "show", id, ...OF_ACME]);
    expect(shown.theirs).toEqual(shown.mine);
    for (const [cli, what] of [
      [places.here, "rule"],
      [places.away, "both"],
    ] as const) {
      const run = (...args: string[]) => cli.json(["alerts", ...args, ...OF_ACME]);
      const mute = await run("mute", id, "--for", "8h", "--what", what);
      const listed = await places.both(["alerts", "mutes", ...OF_ACME]);
      expect(listed.theirs).toEqual(listed.mine);
      expect(listed.mine.stdout).toContain(what === "rule" ? "refusals_burst  all" : key.id);
      expect(await run("unmute", mute.rule, mute.subject === "*" ? "all" : mute.subject)).toEqual(mute);
      expect((await run("mutes")).items).toEqual([]);
    }
  });
});

describe("staff", () => {
  it("is invited, made more or less of, and taken off", async () => {
    const admin = await makeUser(world, { platformRole: "admin" });
    for (const cli of [places.here, places.away]) {
      const run = (...args: string[]) => cli.json(["users", ...args]);
      const invited = await run("invite", "soon@example.test", "--role", "support");
      expect((await run("list")).invitations).toEqual([invited]);
      expect(await run("withdraw", "soon@example.test")).toEqual(invited);
      const { id, email } = await makeUser(world, { platformRole: "support" });
      const changed = await run("change-role", email, "--role", "admin");
      expect(changed).toMatchObject({ id, platformRole: "admin" });
      expect(await run("remove", id, "--yes")).toEqual(changed);
      expect(await cli.run(["users", "remove", email])).toMatchObject({ code: 3, stdout: "" });
    }
    const listed = await places.both(["users", "list"]);
    expect(listed.theirs).toEqual(listed.mine);
    expect(listed.mine.stdout).toMatch(new RegExp(`${admin.id} .*${admin.email} +admin`));
    const own = await places.as(["*"], tenant);
    expect(await own.run(["users", "list"])).toMatchObject({ code: 4, stdout: "" });
  });
});

describe("scope presets", () => {
  it("are made, changed, removed, and taken over from what was listed", async () => {
    for (const [cli, other] of [
      [places.here, places.away],
      [places.away, places.here],
    ] as const) {
      const run = (...args: string[]) => cli.json(["presets", ...args]);
      const before = await run("list");
      const made = await run("set", "logs", "--scopes", "logs:write,logs:read");
      const logs = { name: "logs", description: "", scopes: ["logs:write", "logs:read"] };
      expect(made.items).toEqual([...before.items, logs]);
      const described = await run("set", "logs", "--description", "Reads and writes logs.");
      expect(described.items.at(-1)).toEqual({ ...logs, description: "Reads and writes logs." });
      expect(await other.json(["presets", "list"])).toEqual(described);
      expect(await run("remove", "logs", "--yes")).toEqual(before);
      expect(await cli.run(["presets", "remove", "logs"])).toMatchObject({ code: 3 });
      const taken = await cli.json(["presets", "import", "-"], JSON.stringify(described));
      expect(taken).toEqual(described);
      await other.json(["presets", "import", "-"], JSON.stringify(before));
    }
    const shown = await places.both(["presets", "list"]);
    expect(shown.theirs).toEqual(shown.mine);
    expect(shown.mine.stdout).toMatch(/^NAME +SCOPES +DESCRIPTION/);
  });

  it.each([
    ["a new one without scopes", ["set", "logs"], "", "--scopes"],
    ["no scope", ["set", "logs", "--scopes", "read"], "", "no scope"],
    ["a file of something else", ["import", "-"], "{}", "no items"],
  ])("refuse alike: %s", async (_, args, input, said) => {
    const { mine, theirs } = await places.both(["presets", ...args], input);
    expect(theirs).toEqual(mine);
    expect(mine).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(said) });
  });
});

it("what is left of a key's limits, and who uses its old secret, is told alike", async () => {
  const limits = [{ kind: "quota" as const, limit: 5, window: "life" as const }];
  const { id, secret } = await makeKey(world, tenant, { name: "told", limits });
  await places.api.verify({ key: secret, resource: "GET /old", ip: "203.0.113.9" });
  await places.api.flush();
  const left = await places.answers(["keys", "limits", id]);
  expect(left.theirs).toEqual(left.mine);
  expect(left.mine.items).toMatchObject([{ limit: { name: "life" }, most: 5 }]);
  expect(await places.away.run(["keys", "callers", id])).toMatchObject({ code: 5, stdout: "" });
  await places.here.json(["keys", "rotate", id, "--grace", "1h"]);
  for (const cli of [places.here, places.away]) {
    const told = await cli.json(["keys", "callers", id]);
    expect(told).toMatchObject({
      calls: 1,
      ofCalls: 1,
      callers: [{ ip: "203.0.113.9", resource: "GET /old" }],
    });
    expect((await cli.run(["keys", "limits", id])).stdout).toMatch(/^NAME +LIMIT +LEFT +OF/);
  }
  const reader = await places.as(["members:read"], tenant);
  for (const asked of ["limits", "callers"])
    expect(await reader.run(["keys", asked, id])).toMatchObject({ code: 4, stdout: "" });
});

describe("the audit trail", () => {
  it("is read page by page and entry by entry, alike", async () => {
    await places.away.json(["tenants", "update", "acme_corp", "--name", "Renamed"]);
    const asked = ["audit", "list", "--action", "tenant", "--target", "acme_corp", "--limit", "1"];
    for (const whose of [OF_ACME, []]) {
      const { mine, theirs } = await places.answers([...asked, ...whose]);
      expect(theirs).toEqual(mine);
      const [entry] = mine.items;
      expect(entry).toMatchObject({ action: "tenant.update", actor: { label: "a test's token" } });
      const shown = await places.answers(["audit", "show", entry.id, ...whose]);
      expect([shown.mine, shown.theirs]).toEqual([entry, entry]);
      const read = await places.both(["audit", "show", entry.id, ...whose]);
      expect(read.theirs).toEqual(read.mine);
      expect(read.mine.stdout).toMatch(/name +.+ +Renamed/);
    }
    const other = await makeTenant(world);
    const { items } = await places.here.json([...asked, ...OF_ACME]);
    for (const [args, code] of [
      [[items[0].id, "--tenant", other.clientId], 3],
      [["aud_01h2xcejqtf2nbrexx3vqjhp41"], 3],
      [["key_none"], 2],
    ] as const) {
      const { mine, theirs } = await places.both(["audit", "show", ...args]);
      expect(theirs).toEqual(mine);
      expect(mine).toMatchObject({ code, stdout: "" });
    }
    const reader = await places.as(["keys:read"], tenant);
    expect(await reader.run(["audit", "list"])).toMatchObject({ code: 4, stdout: "" });
  });
});

describe("mails", () => {
  it("are listed alike, and what stands in them is shown where the installation is alone", async () => {
    await places.here.json(["members", "invite", "reader@example.test", "--role", "viewer", ...OF_ACME]);
    const { mine, theirs } = await places.answers(["mails", "list", "--limit", "1"]);
    expect(theirs).toEqual(mine);
    const [mail] = mine.items;
    expect(mail).toMatchObject({ recipient: "reader@example.test", status: "waiting", attempts: 0 });
    expect(JSON.stringify(mine)).not.toContain("/invite/");
    const listed = await places.both(["mails", "list"]);
    expect(listed.theirs).toEqual(listed.mine);
    const shown = await places.here.run(["mails", "show", mail.id]);
    expect([shown.code, shown.stdout]).toEqual([0, expect.stringMatching(/\/invite\/\w{40}/)]);
    expect(await places.away.run(["mails", "show", mail.id])).toMatchObject({
      ...{ code: 2, stdout: "", stderr: expect.stringContaining("works on an installation itself") },
    });
    const own = await places.as(["*"], tenant);
    expect(await own.run(["mails", "list"])).toMatchObject({ code: 4, stdout: "" });
  });
});
