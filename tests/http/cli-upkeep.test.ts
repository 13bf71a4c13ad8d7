// Keys, alerts and the trail, looked after from the command line: where the installation is, and elsewhere.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { DAY_MS } from "#lib/core/clock.ts";
import type { CredentialView } from "#lib/credentials/view.ts";
import { evaluate, issueKey, storeCalls } from "../support/alert-world.ts";
import { type BothPlaces, bothPlaces } from "../support/both-places.ts";
import { PLANTED, takeIn } from "../support/credentials.ts";
import { makeTenant, type TenantRow } from "../support/factories.ts";
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
