// People, and what they may do by default, looked after from the command line: where the installation is, and elsewhere.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type BothPlaces, bothPlaces } from "../support/both-places.ts";
import type { Cli } from "../support/cli.ts";
import { makeMember, makeTenant, makeUser, type TenantRow } from "../support/factories.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

vi.setConfig({ testTimeout: 120_000 });

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
