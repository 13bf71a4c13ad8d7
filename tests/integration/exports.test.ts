// Files that are asked for: the worker makes them of the same rows that are streamed, and nobody else gets them.
import { randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidOf } from "#db/schema/columns.ts";
import { listAudit } from "#lib/audit/list-audit.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { type Principal, systemPrincipal } from "#lib/core/principal.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { deleteExport } from "#lib/exports/delete-export.ts";
import { exportFile } from "#lib/exports/export-file.ts";
import { getExport } from "#lib/exports/get-export.ts";
import { listExports } from "#lib/exports/list-exports.ts";
import { makeExports } from "#lib/exports/make-exports.ts";
import { openExport } from "#lib/exports/open-export.ts";
import { readExportPart } from "#lib/exports/read-export-part.ts";
import { requestExport } from "#lib/exports/request-export.ts";
import { sweepExports } from "#lib/exports/sweep-exports.ts";
import { takeTurn } from "#lib/exports/turns.ts";
import { listKeys } from "#lib/keys/list-keys.ts";
import type { KeyWithSecret } from "#lib/keys/view.ts";
import { newId } from "#lib/shared/ids.ts";
import { callsFile } from "#lib/usage/export-calls.ts";
import { listAllCalls } from "#lib/usage/list-all-calls.ts";
import { listCalls } from "#lib/usage/list-calls.ts";
import { usageFile } from "#lib/usage/usage-file.ts";
import { usageSeries } from "#lib/usage/usage-series.ts";
import type { UsageEvent } from "#lib/verify/usage-event.ts";
import { storeUsage } from "#lib/verify/usage-store.ts";
import { describeCommand } from "../support/describe-command.ts";
import { makeTenant, principalOf, type TenantRow } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

const wish = { subject: "calls" as const, question: { range: "7d", outcome: "VALID" } };

describeCommand(requestExport, {
  arrange: () => wish,
  allowed: { role: "developer" },
  refused: { role: "viewer" },
  hasTarget: false,
  worked: (made) => expect(made).toMatchObject({ state: "queued", rows: 0, format: "csv", ...wish }),
  bad: {
    change: { format: "xml", subject: "secrets" },
    fields: ["format", "subject"],
  },
});

describeCommand(deleteExport, {
  async arrange({ world, tenant }) {
    const owner = await principalOf(world, { tenant, role: "owner" });
    return { exportId: (await requestExport.execute(world.deps, owner, wish)).id };
  },
  allowed: { role: "admin" },
  refused: { role: "viewer" },
  bad: { change: { exportId: 1 }, fields: ["exportId"] },
});

const CALLS = 3_000;
let world: TestWorld;
let tenant: TenantRow;
let stranger: TenantRow;
let key: KeyWithSecret;
let admin: Principal;
let foreigner: Principal;
let staff: Principal;

beforeAll(async () => {
  world = await testWorld();
  [tenant, stranger] = [await makeTenant(world), await makeTenant(world)];
  [key] = [await makeKey(world, tenant, { name: "=web" })];
  const other = await makeKey(world, stranger);
  admin = await principalOf(world, { tenant, role: "admin" });
  foreigner = await principalOf(world, { tenant: stranger, role: "owner" });
  staff = await principalOf(world, { platformRole: "admin" });
  const event = (number: number, of: TenantRow, keyId: string): UsageEvent => ({
    ...{ tenantId: of.id, keyId: keyId as UsageEvent["keyId"], id: newId("evt"), secretId: null },
    at: new Date(world.clock.now().getTime() - number * 20_000),
    ...{ environment: "live", outcome: number % 7 === 0 ? "RATE_LIMITED" : "VALID", cost: 1, units: null },
    ...{
      resource: `GET /${number}`,
      ip: "203.0.113.7",
      userAgent: `=${randomBytes(250).toString("base64")}`,
      tags: ["a"],
    },
    ...{ latencyMicros: 400 + number, requestId: newId("evt") },
  });
  const numbers = Array.from({ length: CALLS }, (_, number) => number);
  await storeUsage(
    world.as("api").db.sql,
    numbers.map((number) => event(number, tenant, key.id)),
  );
  await storeUsage(world.as("api").db.sql, [event(5, stranger, other.id)]);
});
afterAll(() => world?.close());

type Wish = Parameters<typeof requestExport.execute>[2];

const ask = (input: Wish, who = admin) => requestExport.execute(world.deps, who, input);
const make = (options?: Parameters<typeof makeExports>[1]) => makeExports(world.as("worker"), options);
const look = (exportId: string, who = admin) => getExport.execute(world.deps, who, { exportId });

async function unpacked(exportId: string): Promise<string> {
  const opened = await openExport.execute(world.deps, admin, { exportId });
  const parts: Uint8Array[] = [];
  const file = exportFile(opened, (number) =>
    readExportPart.execute(world.deps, admin, { exportId, number }),
  );
  for await (const part of file.body) parts.push(part);
  const packed = Buffer.concat(parts);
  expect(packed.length).toBe(file.size);
  return gunzipSync(packed).toString();
}

async function streamed(format: "csv" | "jsonl", question: object): Promise<string> {
  const page = (cursor: string | null) =>
    listCalls.execute(world.deps, admin, { ...question, cursor, limit: 200 });
  const pieces: string[] = [];
  for await (const piece of callsFile(format, await page(null), page).body) pieces.push(piece);
  return pieces.join("");
}

describe("an export", () => {
  it("is the same to the letter as what is streamed, whatever its format", async () => {
    const question = { range: "7d", outcome: "VALID" };
    const [csv, json] = [await ask({ subject: "calls", question }), await ask({ ...wish, format: "json" })];
    expect(await make()).toEqual({ made: 2 });
    const valid = CALLS - Math.ceil(CALLS / 7);
    expect(await look(csv.id)).toMatchObject({ state: "done", rows: valid, failure: null });
    expect(await partsOf(csv.id)).toBeGreaterThan(2);
    expect(await unpacked(csv.id)).toBe(await streamed("csv", question));
    expect(await unpacked(json.id)).toBe(await streamed("jsonl", question));
    expect((await unpacked(csv.id)).split("\n")).toHaveLength(valid + 2);
  });

  it("takes series, keys and the audit trail along as well", async () => {
    const question = { range: "7d", metric: "refusals", groupBy: "key", zone: "Asia/Kathmandu" };
    const series = await ask({ subject: "usage", question });
    const keys = await ask({ subject: "keys", format: "json" });
    const trail = await ask({ subject: "audit", format: "json", question: { action: "export" } });
    await make();
    const shown = await usageSeries.execute(world.deps, admin, question as object);
    expect(await unpacked(series.id)).toBe([...usageFile(shown, "csv").body].join(""));
    const listed = (await listKeys.execute(world.deps, admin, {})).items;
    expect(
      (await unpacked(keys.id))
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(listed);
    const audited = (await listAudit.execute(world.deps, admin, { action: ["export"] })).items;
    expect((await unpacked(trail.id)).trim().split("\n")).toHaveLength(audited.length);
    expect(await unpacked(keys.id)).not.toContain(key.secret);
  });

  it("cannot be told from a missing one by another tenant, nor by who may not read its subject", async () => {
    const { id: exportId } = await ask({ subject: "audit" });
    await make();
    const viewer = await principalOf(world, { tenant, role: "viewer" });
    for (const who of [foreigner, viewer]) {
      expect((await listExports.execute(world.deps, who, {})).items.map(({ id }) => id)).not.toContain(
        exportId,
      );
      const part = { exportId, number: 0 };
      const missing = { code: "not_found" };
      await expect(look(exportId, who)).rejects.toMatchObject(missing);
      await expect(openExport.execute(world.deps, who, { exportId })).rejects.toMatchObject(missing);
      await expect(readExportPart.execute(world.deps, who, part)).rejects.toMatchObject(missing);
    }
    const developer = await principalOf(world, { tenant, role: "developer" });
    await expect(ask({ subject: "audit" }, developer)).rejects.toMatchObject({ code: "forbidden" });
    expect((await listExports.execute(world.deps, foreigner, {})).items).toEqual([]);
  });

  it("of the platform holds everybody's calls, and stands in no tenant", async () => {
    const wanted = { subject: "calls" as const, format: "json" as const };
    const made = await platformOwn(requestExport).execute(world.deps, staff, wanted);
    await make();
    const done = await platformOwn(getExport).execute(world.deps, staff, { exportId: made.id });
    expect(done).toMatchObject({ state: "done", rows: CALLS + 1 });
    expect((await listAllCalls.execute(world.deps, staff, { limit: 200 })).items).toHaveLength(200);
    await expect(look(made.id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("names the fields of a bad question as they were sent", async () => {
    await expect(
      ask({ subject: "calls", question: { outcome: "NONSENSE", colour: 1 } }),
    ).rejects.toMatchObject({
      code: "invalid_input",
      fields: { "question.outcome": expect.any(String), "question.colour": expect.any(String) },
    });
  });

  it("fails with a reason, and without a file, when it would be too large", async () => {
    const { id } = await ask(wish);
    await make({ mostBytes: 1_000 });
    expect(await look(id)).toMatchObject({ state: "failed", failure: expect.stringMatching(/shorter time/) });
    await expect(openExport.execute(world.deps, admin, { exportId: id })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await partsOf(id)).toBe(0);
  });

  it("goes on with another worker when one died, and ends when it is deleted under way", async () => {
    const { id } = await ask(wish);
    const dead = await takeTurn(world.as("worker"));
    expect(dead).toMatchObject({ id, state: "running", turn: 1 });
    expect(await make()).toEqual({ made: 0 });
    world.clock.advance(6 * 60_000);
    expect(await make()).toEqual({ made: 1 });
    expect(await look(id)).toMatchObject({ state: "done" });

    const deleted = await ask(wish);
    await takeTurn(world.as("worker"));
    await deleteExport.execute(world.deps, admin, { exportId: deleted.id });
    world.clock.advance(6 * 60_000);
    expect(await make()).toEqual({ made: 0 });
  });

  it("is left to the next worker by one that stops", async () => {
    const { id } = await ask(wish);
    const stopping = new AbortController();
    const worker = world.as("worker");
    const clock = () => {
      stopping.abort();
      return worker.clock();
    };
    await makeExports({ ...worker, clock }, { signal: stopping.signal });
    expect(await look(id)).toMatchObject({ state: "queued" });
    expect(await make()).toEqual({ made: 1 });
    expect(await look(id)).toMatchObject({ state: "done" });
  });

  it("runs out after 7 days, and its bytes are swept", async () => {
    const { id } = await ask(wish);
    await make();
    expect(await partsOf(id)).toBeGreaterThan(0);
    world.clock.advance(7 * DAY_MS);
    await expect(look(id)).rejects.toMatchObject({ code: "not_found" });
    await sweepExports.execute(world.as("worker"), systemPrincipal("test"), {});
    expect(await partsOf(id)).toBe(0);
  });

  it("is refused while five are being made", async () => {
    for (let count = 0; count < 5; count += 1) await ask(wish, foreigner);
    await expect(ask(wish, foreigner)).rejects.toMatchObject({ code: "conflict" });
  });
});

async function partsOf(id: string): Promise<number> {
  const [row] = await world.ownerSql`
    select count(*)::int as count from export_parts where export_id = ${uuidOf("exp", id)}`;
  return row?.count;
}
