// Importing from the command line: files, pipes, exit codes, and the secrets that work afterwards.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { importKeys } from "#lib/keys/import-keys.ts";
import type { Cli } from "../support/cli.ts";
import { makeTenant, principalOf, type TenantRow } from "../support/factories.ts";
import { bcryptOf, hmacOf, legacySecret, sha256Of } from "../support/stored-forms.ts";
import { warmWorldCli } from "../support/warm-cli.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

// Many steps are processes of their own.
vi.setConfig({ testTimeout: 120_000 });

describe("keyhold keys import", () => {
  let world: TestWorld;
  let cli: Cli;
  let tenant: TenantRow;
  beforeAll(async () => {
    world = await testWorld();
    world.clock.set(new Date());
    tenant = await makeTenant(world);
    cli = await warmWorldCli(world);
  });
  afterAll(async () => {
    await cli?.close();
    await world?.close();
  });

  const file = async (name: string, content: string) => {
    const path = join(cli.folder, name);
    await writeFile(path, content);
    return path;
  };
  const verify = async (secret: string) =>
    JSON.parse((await cli.run(["keys", "verify", "--json"], secret)).stdout);

  it("takes a CSV of one tenant: first a dry run, then the keys, then nothing more to do", async () => {
    const [digest, slow] = [legacySecret(), legacySecret("sk2_")];
    const csv = await file(
      "keys.csv",
      `name,hash,start,scopes,updated\nfrontend,${sha256Of(digest)},,logs:write,x\njobs,${await bcryptOf(slow)},${slow.slice(0, 12)},logs:read,x\n`,
    );
    const args = ["keys", "import", csv, "--tenant", tenant.clientId, "--hash", "sha256-hex"];
    expect(await cli.json([...args, "--dry-run"])).toMatchObject({ dryRun: true, counts: { imported: 2 } });
    const table = await cli.run(args);
    expect(table.code).toBe(0);
    expect(table.stdout).toMatch(/1\s+frontend\s+imported\s+key_/);
    expect(table.stderr).toContain("Columns that are not used: updated");
    expect(table.stderr).toContain("2 imported, 0 there already, 0 invalid, 0 in conflict.");
    expect(await verify(slow)).toMatchObject({ valid: true, tenant: { clientId: tenant.clientId } });
    expect((await cli.json(args)).counts).toMatchObject({ imported: 0, unchanged: 2 });
  });

  it("takes JSON from a pipe, HMACs with their key from a file, and marks all as legacy", async () => {
    const key = await file("hmac.key", "616263\n");
    const secret = legacySecret();
    const rows = [{ name: "shared", hash: hmacOf("abc", secret), tenant: tenant.clientId }];
    const report = await cli.json(
      [
        "keys",
        "import",
        "-",
        "--hash",
        "hmac-sha256-hex",
        "--hmac-key-file",
        key,
        "--hmac-key-encoding",
        "hex",
        "--legacy",
      ],
      JSON.stringify(rows),
    );
    const { keyId } = report.results[0];
    expect(await cli.json(["keys", "show", keyId])).toMatchObject({ legacy: true });
    expect(await verify(secret)).toMatchObject({ valid: true, keyId });
    expect(await cli.json(["keys", "update", keyId, "--no-legacy"])).toMatchObject({ legacy: false });
  });

  it("ends with 2 for invalid rows or files, and with 5 for conflicts alone, while good rows are taken", async () => {
    const other = await makeTenant(world);
    const [first, second] = [legacySecret(), legacySecret()];
    const of = (secret: string) => ({ name: "k", hash: sha256Of(secret), format: "sha256-hex" });
    const run = (rows: object[], into: TenantRow) =>
      cli.run(["keys", "import", "-", "--tenant", into.clientId, "--json"], JSON.stringify(rows));
    const owner = await principalOf(world, { tenant: other, role: "owner" });
    await importKeys.execute(world.deps, owner, { rows: [of(first)] });
    const conflict = await run([of(first), of(second)], tenant);
    expect([conflict.code, JSON.parse(conflict.stdout).counts]).toEqual([
      5,
      { imported: 1, unchanged: 0, invalid: 0, conflict: 1 },
    ]);
    expect((await run([{ name: "" }], tenant)).code).toBe(2);
    expect(await cli.run(["keys", "import", "-"], "[1]")).toMatchObject({
      code: 2,
      stderr: "error: file: Give a list of objects, one for each key.\n",
    });
  });
});
