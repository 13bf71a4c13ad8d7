// Bills on the command line, where the installation is and from elsewhere.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { makeServiceToken, type TestApi, testApi } from "../support/api.ts";
import { makeDraft, pricePlan } from "../support/billing.ts";
import { type Cli, cliWith, warmCliWith, worldCli } from "../support/cli.ts";
import { makeTenant, type TenantRow } from "../support/factories.ts";
import { startWarmCli } from "../support/warm-cli.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

vi.setConfig({ testTimeout: 120_000 });

let world: TestWorld;
let api: TestApi;
let cli: Cli;
let warm: Awaited<ReturnType<typeof startWarmCli>>;
let here: Cli;
let away: Cli;

beforeAll(async () => {
  world = await testWorld();
  world.clock.set(new Date());
  api = await testApi(world);
  cli = await worldCli(world);
  warm = await startWarmCli(cli.folder);
  here = warmCliWith(warm.socket, cli);
  const token = await makeServiceToken(world, { permissions: ["*"] });
  away = warmCliWith(warm.socket, cliWith(cli.folder, { KEYHOLD_TOKEN: token }), ["--url", api.url]);
});
afterAll(async () => {
  await warm?.stop();
  await api?.stop();
  await cli?.close();
  await world?.close();
});

describe.each([
  { place: "here", prefix: "A-" },
  { place: "elsewhere", prefix: "B-" },
])("a bill, $place,", ({ place, prefix }) => {
  let shell: Cli;
  let tenant: TenantRow;
  beforeAll(async () => {
    shell = place === "here" ? here : away;
    tenant = await makeTenant(world, { clientId: `acme_${place}` });
  });

  it("is adjusted, issued with the settings and details that were given, paid and written as a file", async () => {
    const settings = await shell.json([
      ...["billing", "settings", "--seller-name", "Keyhold Cloud", "--number-prefix", prefix],
      ...["--seller-address", "1 Road\\nTown", "--tax-name", "VAT", "--tax", "7.25", "--grace-days", "2"],
    ]);
    expect(settings).toMatchObject({ sellerAddress: "1 Road\nTown", taxBasisPoints: 725, graceDays: 2 });
    const change = ["billing", "details", "--tenant", tenant.clientId, "--legal-name", "Acme Ltd"];
    expect(await shell.json(change)).toMatchObject({ legalName: "Acme Ltd", taxBasisPoints: null });
    expect(await shell.json([...change.slice(0, 4), "--tax", "0"])).toMatchObject({ taxBasisPoints: 0 });
    const grant = ["credits", "grant", "--tenant", tenant.clientId, "--amount", "10.50", "--note", "Welcome"];
    expect(await shell.json(grant)).toMatchObject({ amountMicros: 10_500_000 });

    const id = await makeDraft(world, tenant);
    const adjust = ["invoices", "adjust", id, "--text", "A discount", "--amount", "-9"];
    expect(await shell.json(adjust)).toMatchObject({ totalMicros: 40_000_000 });
    const issued = await shell.json(["invoices", "issue", id]);
    expect(issued).toMatchObject({ status: "open", customer: { name: "Acme Ltd" }, dueMicros: 29_500_000 });
    expect(issued.number.startsWith(prefix)).toBe(true);
    const paid = await shell.json(["invoices", "pay", id, "--reference", "wire 1"]);
    expect(paid).toMatchObject({ status: "paid", paidReference: "wire 1" });
    expect(await shell.json(["invoices", "show", id])).toEqual(paid);
    const found = [
      "invoices",
      "list",
      "--tenant",
      tenant.clientId,
      "--search",
      paid.number,
      "--status",
      "paid,open",
    ];
    expect((await shell.json(found)).items).toEqual([paid]);
    expect((await shell.json(["invoices", "list", "--status", "void"])).items).toEqual([]);
    expect((await shell.run(["invoices", "void", id, "--reason", "No", "-y"])).code).toBe(5);
    expect(await shell.json(["credits", "list", "--tenant", tenant.clientId])).toMatchObject({
      balanceMicros: 0,
      items: [{ kind: "applied" }, { kind: "granted" }],
    });

    const out = join(cli.folder, `${place}.pdf`);
    expect(await shell.json(["invoices", "pdf", id, "--out", out])).toMatchObject({ path: out });
    expect((await readFile(out)).subarray(0, 5).toString()).toBe("%PDF-");
    expect((await shell.run(["invoices", "pdf", id, "--out", out])).code).toBe(5);
  });

  it("is shown to people in dollars, and what is wrong with an amount is said", async () => {
    await pricePlan(world, tenant, { usagePrices: { cost: { micros: 1_200_000, per: 1_000_000 } } });
    const { stdout } = await shell.run(["invoices", "upcoming", "--tenant", tenant.clientId]);
    expect(stdout).toMatch(/Basic\s.*\$49\.00/);
    expect(stdout).toMatch(/Managed models\s+\$0\.00/);
    const wrong = await shell.run([
      "credits",
      "grant",
      "--tenant",
      tenant.clientId,
      "--amount",
      "1e3",
      "--note",
      "x",
    ]);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("write one such as 12.50")]);
    expect((await shell.run(["invoices", "show", "bill_nothing"])).code).toBe(3);
  });
});
