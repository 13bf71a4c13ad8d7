// A backup is the whole database, comes back as it was, and is refused where it is not whole or would do harm.
import { createHash } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { connect, type Sql } from "#db/client.ts";
import { schemaVersion } from "#db/schema-version.ts";
import { compareBackup } from "#lib/backup/compare-backup.ts";
import type { Manifest } from "#lib/backup/format.ts";
import { pepperMarks } from "#lib/backup/pepper-marks.ts";
import { readManifest } from "#lib/backup/read-backup.ts";
import { restoreBackup } from "#lib/backup/restore-backup.ts";
import { writeBackup } from "#lib/backup/write-backup.ts";
import { type Cli, worldCli } from "../support/cli.ts";
import { makeCredential, PLANTED } from "../support/credentials.ts";
import { makeMember, makeTenant } from "../support/factories.ts";
import { makeKey } from "../support/keys.ts";
import { seedUsage } from "../support/usage-seed.ts";
import { TEST_MASTER_KEYS, TEST_PEPPERS, type TestWorld, testWorld } from "../support/world.ts";

// Each command is a process of its own.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

/** A value with everything in it that COPY writes in another way, and a line that looks like one of the file's own. */
const ODD = 'tab\t, line\n\\@ {"end":{}}\n, \\N, "quotes" and 漢字';
const OTHER_PEPPERS = `1:${createHash("sha256").update("another pepper").digest("base64")}`;

let world: TestWorld;
let target: TestWorld;
let cli: Cli;
let there: Cli;
let file: string;
let secret: string;

beforeAll(async () => {
  [world, target] = [await testWorld(), await testWorld()];
  // As the command line's own, which judges a key.
  world.clock.set(new Date());
  cli = await worldCli(world);
  there = await worldCli(target);
  file = join(cli.folder, "backup.gz");
  for (const name of ["Acme", ODD]) {
    const tenant = await makeTenant(world, { name });
    await makeMember(world, tenant, "owner");
    await seedUsage(world, tenant.id, { now: world.clock.now(), days: 2 });
    secret = (await makeKey(world, tenant, { metadata: { odd: ODD } })).secret;
    await makeCredential(world, tenant);
  }
  for (const day of ["2026-01-05", "2031-01-05"]) await callOn(day);
});
afterAll(async () => {
  await Promise.all([cli?.close(), there?.close()]);
  await Promise.all([world?.close(), target?.close()]);
});

/** On a day that a new database has no partition for, too. */
async function callOn(day: string): Promise<void> {
  await world.ownerSql.unsafe(`select ensure_usage_partitions('${day}'::date, '${day}'::date)`);
  await world.ownerSql.unsafe(
    `insert into usage_events (tenant_id, at, id, key_id, environment, outcome, cost, latency_micros, request_id, resource)
     select tenant_id, '${day} 10:00:00.123Z', gen_random_uuid(), id, environment, 'VALID', 1, 1, 'req_1', $1
     from keys limit 5`,
    [ODD],
  );
}

async function withOwner<Done>(of: TestWorld, work: (sql: Sql) => Promise<Done>): Promise<Done> {
  const owner = connect(of.ownerUrl, { max: 1 });
  return work(owner.sql).finally(() => owner.close());
}

async function changed(name: string, change: (text: string) => string): Promise<string> {
  const path = join(cli.folder, name);
  await writeFile(path, gzipSync(change(gunzipSync(await readFile(file)).toString("utf8"))));
  return path;
}

const restoring = (path: string) => withOwner(target, (sql) => restoreBackup(sql, path, () => {}));
const keysIn = async ({ ownerSql }: TestWorld) => (await ownerSql`select count(*)::int as n from keys`)[0]?.n;

it("is one file that its owner alone reads, holds every table once, and none of the secrets", async () => {
  const summary = await cli.json(["backup", file]);
  expect(summary.keepBeside.join()).toMatch(/KEYHOLD_PEPPERS.*KEYHOLD_MASTER_KEYS.*spool/);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const manifest = await readManifest(file);
  const stored = await world.ownerSql`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
    and relname <> 'schema_marks'`;
  expect(manifest.tables.map(({ table }) => table).sort()).toEqual(stored.map(({ name }) => name).sort());
  expect(manifest.tables.find(({ table }) => table === "tenants")?.rows).toBe(2);
  const text = gunzipSync(await readFile(file)).toString("utf8");
  for (const hidden of [TEST_PEPPERS, TEST_MASTER_KEYS, secret, PLANTED])
    expect(text.includes(hidden.replace(/^1:/, ""))).toBe(false);
  const again = await cli.run(["backup", file]);
  expect([again.code, again.stderr]).toEqual([5, expect.stringContaining("exists")]);
});

it("is of one moment, whatever is written meanwhile", async () => {
  const header = {
    format: 1 as const,
    schema: await schemaVersion(),
    takenAt: "2026-01-01T00:00:00Z",
    peppers: {},
  };
  let written = 0;
  const output = new Writable({
    write(_chunk, _encoding, next) {
      written += 1;
      if (written > 1) next();
      else void beginVisit().then(() => next(), next);
    },
  });
  const manifest = await withOwner(world, (sql) => writeBackup(sql, header, output));
  expect(manifest.tables.find(({ table }) => table === "visits")?.rows).toBe(0);
  expect((await world.ownerSql`delete from visits`).count).toBe(1);
});

/** A row of a table that is among the last. */
function beginVisit(): Promise<unknown> {
  return world.ownerSql`
    insert into visits (tenant_id, id, user_id, reason, started_at, until)
    select tenant_id, gen_random_uuid(), user_id, 'r', now(), now() from members limit 1`.execute();
}

it.each([
  [
    "a changed value",
    (text: string) => text.replace("\tAcme\t", "\tAcne\t"),
    /tenants is not what its digest says/,
  ],
  ["a row less", (text: string) => text.replace(/\n[^\n]*\tAcme\t[^\n]*/, ""), /tenants is not what/],
  ["another column", (text: string) => text.replace('"client_id","name"', '"name","client_id"'), /tenants/],
  [
    "a table less",
    (text: string) => text.replace(/\\@ \{"begin":\{"table":"leaks".*?"end".*?\n/s, ""),
    /manifest/,
  ],
  ["no end", (text: string) => text.slice(0, text.lastIndexOf("\\@ ")), /end is missing/],
])("with %s is refused, and nothing of it stays", async (name, change, reason) => {
  const path = await changed(`${name}.gz`, change);
  expect(await readFile(path)).not.toEqual(await readFile(file));
  await expect(restoring(path)).rejects.toThrow(reason);
  expect(await keysIn(target)).toBe(0);
});

it("that is cut off or no backup at all is refused in a sentence", async () => {
  const path = join(cli.folder, "cut.gz");
  await writeFile(path, (await readFile(file)).subarray(0, 20_000));
  await expect(restoring(path)).rejects.toThrow(/cut off/);
  await expect(restoring(new URL(import.meta.url).pathname)).rejects.toThrow(/no whole backup/);
  await expect(restoring(join(cli.folder, "none"))).rejects.toThrow(/ENOENT/);
});

it("with rows that break a rule of the tables ends the restore instead of halting it", async () => {
  const path = await changed("orphan.gz", (text) => {
    const [rows = ""] = /(?<=\\@ \{"begin":\{"table":"members".*?\n)[^\\]*?(?=\\@)/s.exec(text) ?? [];
    expect(rows).not.toBe("");
    return rehash(text, "members", rows, rows.replaceAll(/^[0-9a-f]{8}/gm, "00000000"));
  });
  await expect(restoring(path)).rejects.toThrow(/foreign key/);
});

/** Forges a table together with its digests. */
function rehash(text: string, table: string, before: string, after: string): string {
  const [, columns = ""] = new RegExp(`"table":"${table}","columns":(\\[.*?\\])`).exec(text) ?? [];
  const digest = (rows: string) => createHash("sha256").update(`${columns}\n${rows}`).digest("hex");
  return text.replace(before, () => after).replaceAll(digest(before), digest(after));
}

it("is refused with other peppers, and by another version of Keyhold", async () => {
  const other = await worldCli(target, { KEYHOLD_PEPPERS: OTHER_PEPPERS });
  const ran = await other.run(["restore", file]);
  await other.close();
  expect([ran.code, ran.stderr]).toEqual([5, expect.stringContaining("KEYHOLD_PEPPERS")]);
  const version = await schemaVersion();
  const path = await changed("older.gz", (text) => text.replaceAll(version, "0001_usage-events"));
  const older = await there.run(["restore", path]);
  expect([older.code, older.stderr]).toEqual([5, expect.stringContaining("0001_usage-events")]);
  expect(await keysIn(target)).toBe(0);
});

it("comes back to the last value, is proved by doctor, and never into a filled database", async () => {
  await there.json(["restore", file]);
  const manifest: Manifest = await readManifest(file);
  expect(await withOwner(target, (sql) => compareBackup(sql, manifest))).toMatchObject({ differences: [] });
  expect((await target.ownerSql`select name from tenants order by name`).map(({ name }) => name)).toContain(
    ODD,
  );

  const proof = await there.run(["doctor", "--backup", file, "--key", "--json"], secret);
  const states = JSON.parse(proof.stdout).checks.map(({ name, state }: Record<string, string>) => [
    name,
    state,
  ]);
  expect(Object.fromEntries(states)).toMatchObject({
    restore: "ok",
    peppers: "ok",
    "audit trails": "ok",
    vault: "ok",
    key: "ok",
  });

  const [counter] = await target.ownerSql`select nextval('changes_seq_seq') > max(seq) as above from changes`;
  expect(counter?.above).toBe(true);
  const open = await target.ownerSql`
    select relname from pg_class c where relnamespace = 'public'::regnamespace and relrowsecurity and not relforcerowsecurity
    union all select tgname from pg_trigger where tgenabled = 'D'`;
  expect(open).toEqual([]);

  await target.ownerSql`update tenants set name = 'changed' where name = ${ODD}`;
  const { differences } = await withOwner(target, (sql) => compareBackup(sql, manifest));
  expect(differences).toContain("tenants holds other values");
  const again = await there.run(["restore", file]);
  expect([again.code, again.stderr]).toEqual([5, expect.stringContaining("not empty")]);
});

it("knows peppers without telling them", () => {
  const marks = pepperMarks({ current: 1, keys: new Map([[1, Buffer.alloc(32, 7)]]) });
  expect(marks).toEqual({ 1: expect.stringMatching(/^[0-9a-f]{16}$/) });
});
