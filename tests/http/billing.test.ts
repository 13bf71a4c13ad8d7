// Bills over REST: whose they are, who may change them, and their files.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDraft } from "../support/billing.ts";
import { makeTenant, type TenantRow } from "../support/factories.ts";
import { type Management, type Program, startManagement } from "../support/management.ts";
import { type TestWorld, testWorld } from "../support/world.ts";

let world: TestWorld;
let api: Management;
let tenant: TenantRow;
let draftId: string;
let platform: Program;
let own: Program;
let foreign: Program;

beforeAll(async () => {
  world = await testWorld();
  api = await startManagement(world);
  tenant = await makeTenant(world, { name: "Acme" });
  draftId = await makeDraft(world, tenant, { usagePrices: { requests: { micros: 1_000, per: 1 } } });
  platform = await api.program();
  own = await api.program({ tenant, permissions: ["billing:read", "billing:write"] });
  foreign = await api.program({ tenant: await makeTenant(world), permissions: ["billing:read"] });
});
afterAll(async () => {
  await api?.close();
  await world?.close();
});

const path = (rest = "") => `/v1/invoices/${draftId}${rest}`;

describe("/v1/invoices", () => {
  it("go from draft to paid for a token of the platform, and for no tenant's", async () => {
    for (const verb of ["issue", "pay", "void", "adjust"])
      expect((await own.call("POST", path(`/${verb}`), {})).status).toBe(403);
    const line = { text: "A discount", amountMicros: -9_000_000 };
    expect((await platform.call("POST", path("/adjust"), line)).body.dueMicros).toBe(40_000_000);
    const issued = await platform.call("POST", path("/issue"));
    expect([issued.status, issued.body.status, issued.body.number]).toEqual([200, "open", "INV-2026-0001"]);
    expect((await platform.call("POST", path("/adjust"), line)).status).toBe(409);
    const paid = await platform.call("POST", path("/pay"), { reference: "wire 1" });
    expect(paid.body).toMatchObject({ status: "paid", paidReference: "wire 1" });
    expect((await platform.call("POST", path("/void"), { reason: "No" })).status).toBe(409);
    expect((await platform.call("POST", `/v1/invoices/bill_nothing/pay`)).status).toBe(404);
  });

  it("are read by their tenant and the platform, and by nobody else", async () => {
    for (const program of [own, platform]) {
      expect((await program.call("GET", path())).body).toMatchObject({ id: draftId, month: "2026-02" });
      const { body } = await program.call("GET", "/v1/invoices?status=paid&from=2026-02&to=2026-02");
      expect(body.items.map(({ id }: { id: string }) => id)).toEqual([draftId]);
    }
    expect(
      (await platform.call("GET", `/v1/invoices?tenant=${tenant.clientId}&status=void`)).body.items,
    ).toEqual([]);
    expect((await foreign.call("GET", path())).status).toBe(404);
    expect((await foreign.call("GET", path("/pdf"))).status).toBe(404);
    expect((await foreign.call("GET", "/v1/invoices")).body.items).toEqual([]);
    expect((await own.call("GET", "/v1/invoices?status=late")).body.fields).toHaveProperty(["status.0"]);
    const blind = await api.program({ tenant, permissions: ["usage:read"] });
    expect((await blind.call("GET", "/v1/invoices")).status).toBe(403);
  });

  it("tell what the running month comes to", async () => {
    const { status, body } = await own.call("GET", "/v1/invoices/upcoming");
    expect([status, body.month]).toEqual([200, "2026-03"]);
    expect(body.usage).toEqual([{ meter: "requests", label: "Requests", quantity: 0, included: null }]);
    expect((await platform.call("GET", "/v1/invoices/upcoming")).body.fields).toHaveProperty("tenant");
    const named = await platform.call("GET", `/v1/invoices/upcoming?tenant=${tenant.clientId}`);
    expect(named.body.dueMicros).toBe(49_000_000);
  });

  it("are PDF files too", async () => {
    const answer = await fetch(`${api.url}${path("/pdf")}`, {
      headers: { Authorization: `Bearer ${own.secret}` },
    });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/pdf"]);
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="INV-2026-0001.pdf"');
    const file = Buffer.from(await answer.arrayBuffer());
    expect(file.subarray(0, 5).toString()).toBe("%PDF-");
  });
});

describe("/v1/credits", () => {
  it("are given once however often that is sent, by the platform, and read by their tenant", async () => {
    const grant = { tenant: tenant.clientId, amountMicros: 25_000_000, note: "Welcome" };
    const again = { "Idempotency-Key": "credit-1" };
    const first = await platform.call("POST", "/v1/credits", grant, again);
    const second = await platform.call("POST", "/v1/credits", grant, again);
    expect([first.status, second.body]).toEqual([201, first.body]);
    expect((await own.call("GET", "/v1/credits")).body).toMatchObject({
      balanceMicros: 25_000_000,
      items: [{ id: first.body.id, kind: "granted" }],
    });
    expect((await own.call("POST", "/v1/credits", grant)).status).toBe(403);
    expect((await foreign.call("GET", "/v1/credits")).body).toMatchObject({ balanceMicros: 0, items: [] });
    expect((await platform.call("POST", "/v1/credits", { ...grant, tenant: "nobody" })).status).toBe(404);
    const lost = { ...grant, amountMicros: -26_000_000 };
    expect((await platform.call("POST", "/v1/credits", lost)).status).toBe(409);
  });
});

describe("/v1/billing", () => {
  it("has the details of a tenant, which it changes itself but for its tax", async () => {
    const changed = await own.call("PATCH", "/v1/billing/details", {
      legalName: "Acme Ltd",
      address: "1 Road\nTown",
    });
    expect([changed.status, changed.body.legalName]).toEqual([200, "Acme Ltd"]);
    expect((await own.call("PATCH", "/v1/billing/details", { taxBasisPoints: 0 })).status).toBe(403);
    const untaxed = { tenant: tenant.clientId, taxBasisPoints: 0 };
    expect((await platform.call("PATCH", "/v1/billing/details", untaxed)).body).toMatchObject({
      legalName: "Acme Ltd",
      taxBasisPoints: 0,
    });
    expect((await own.call("GET", "/v1/billing/details")).body.address).toBe("1 Road\nTown");
  });

  it("has the settings of the platform, which no tenant sees", async () => {
    expect((await own.call("GET", "/v1/billing/settings")).status).toBe(403);
    const changed = await platform.call("PATCH", "/v1/billing/settings", { sellerName: "Keyhold Cloud" });
    expect(changed.body).toMatchObject({ sellerName: "Keyhold Cloud", dueDays: 14 });
    expect((await platform.call("GET", "/v1/billing/settings")).body).toEqual(changed.body);
    const wrong = await platform.call("PATCH", "/v1/billing/settings", { dueDays: 400 });
    expect([wrong.status, Object.keys(wrong.body.fields)]).toEqual([422, ["dueDays"]]);
  });
});

describe("/v1/plans", () => {
  it("say what they cost", async () => {
    const prices = { requests: { micros: 400_000, per: 1_000 } };
    const plan = { monthlyMicros: 99_000_000, usagePrices: prices };
    expect((await platform.call("PATCH", "/v1/plans/basic", plan)).body).toMatchObject(plan);
    const wrong = { monthlyMicros: -1, usagePrices: { requests: { micros: 1, per: 0 } } };
    const refused = await platform.call("PATCH", "/v1/plans/basic", wrong);
    expect(Object.keys(refused.body.fields)).toEqual(["monthlyMicros", "usagePrices.requests.per"]);
  });
});
