import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adjustInvoice } from "#lib/billing/adjust-invoice.ts";
import { drawUpInvoice } from "#lib/billing/draw-up-invoice.ts";
import { getAnyInvoice } from "#lib/billing/get-any-invoice.ts";
import { getBillingDetails } from "#lib/billing/get-billing-details.ts";
import { getBillingSettings } from "#lib/billing/get-billing-settings.ts";
import { getInvoice } from "#lib/billing/get-invoice.ts";
import { grantCredit } from "#lib/billing/grant-credit.ts";
import { issueInvoice } from "#lib/billing/issue-invoice.ts";
import { listAllInvoices } from "#lib/billing/list-all-invoices.ts";
import { listCredits } from "#lib/billing/list-credits.ts";
import { listInvoices } from "#lib/billing/list-invoices.ts";
import { payInvoice } from "#lib/billing/pay-invoice.ts";
import { upcomingInvoice } from "#lib/billing/upcoming-invoice.ts";
import { updateBillingDetails } from "#lib/billing/update-billing-details.ts";
import { updateBillingSettings } from "#lib/billing/update-billing-settings.ts";
import { voidInvoice } from "#lib/billing/void-invoice.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { type Principal, systemPrincipal } from "#lib/core/principal.ts";
import { drawUpInvoices } from "#lib/jobs/draw-up-invoices.ts";
import { makeDraft, pricePlan } from "#tests/support/billing.ts";
import { describeCommand } from "#tests/support/describe-command.ts";
import { makeMember, makeTenant, principalOf, type TenantRow } from "#tests/support/factories.ts";
import { jobContext } from "#tests/support/job-context.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

const byStaff = {
  allowed: { platformRole: "admin" as const },
  refused: { platformRole: "support" as const },
};
const ofTenant = { ...byStaff, chain: "tenant" as const };
const invoiceId = "bill_00000000000000000000000000";

describeCommand(drawUpInvoice, {
  ...ofTenant,
  async arrange({ world, tenant }) {
    await pricePlan(world, tenant);
    return { tenant: tenant.clientId, month: "2026-02" };
  },
  worked: (done) => expect(done).toMatchObject({ changed: true, issue: expect.stringMatching(/^bill_/) }),
  bad: { change: { month: "2026-13" }, fields: ["month"] },
});

describeCommand(issueInvoice, {
  ...ofTenant,
  arrange: async ({ world, tenant }) => ({ invoiceId: await makeDraft(world, tenant) }),
  worked: (view) => expect(view).toMatchObject({ status: "open", dueMicros: 49_000_000 }),
  bad: { change: { invoiceId: 7 }, fields: ["invoiceId"] },
});

describeCommand(payInvoice, {
  ...ofTenant,
  async arrange({ world, tenant }) {
    const id = await makeDraft(world, tenant);
    await issueInvoice.execute(world.deps, systemPrincipal("test"), { invoiceId: id });
    return { invoiceId: id, reference: "transfer 7" };
  },
  worked: (view) => expect(view).toMatchObject({ status: "paid", paidReference: "transfer 7" }),
  bad: { change: { paidAt: "tomorrow" }, fields: ["paidAt"] },
});

describeCommand(voidInvoice, {
  ...ofTenant,
  arrange: async ({ world, tenant }) => ({ invoiceId: await makeDraft(world, tenant), reason: "Never used" }),
  worked: (view) => expect(view).toMatchObject({ status: "void", voidReason: "Never used" }),
  bad: { change: { reason: " " }, fields: ["reason"] },
});

describeCommand(adjustInvoice, {
  ...ofTenant,
  arrange: async ({ world, tenant }) => ({
    ...{ invoiceId: await makeDraft(world, tenant), text: "A discount", amountMicros: -9_000_000 },
  }),
  worked: (view) =>
    expect(view).toMatchObject({ totalMicros: 40_000_000, lines: [{}, { kind: "adjustment" }] }),
  bad: { change: { amountMicros: 0, text: "" }, fields: ["amountMicros", "text"] },
});

describeCommand(grantCredit, {
  ...ofTenant,
  arrange: ({ tenant }) => ({ tenant: tenant.clientId, amountMicros: 5_000_000, note: "Welcome" }),
  worked: (view) => expect(view).toMatchObject({ kind: "granted", amountMicros: 5_000_000 }),
  bad: { change: { amountMicros: 15_000, note: "" }, fields: ["amountMicros", "note"] },
});

describeCommand(updateBillingDetails, {
  allowed: { role: "owner" },
  refused: { role: "admin" },
  hasTarget: false,
  arrange: () => ({ legalName: "Acme Ltd", email: "bills@acme.example" }),
  worked: (view) => expect(view).toMatchObject({ legalName: "Acme Ltd", taxBasisPoints: null }),
  bad: { change: { email: "nobody", taxId: "a\nb" }, fields: ["email", "taxId"] },
});

describeCommand(updateBillingSettings, {
  ...byStaff,
  arrange: () => ({ sellerName: "Keyhold Cloud", graceDays: 2 }),
  worked: (view) => expect(view).toMatchObject({ sellerName: "Keyhold Cloud", graceDays: 2, dueDays: 14 }),
  bad: { change: { graceDays: 32, taxBasisPoints: -1 }, fields: ["graceDays", "taxBasisPoints"] },
});

describe("bills", () => {
  let world: TestWorld;
  let staff: Principal;
  let tenant: TenantRow;
  let owner: Principal;

  beforeAll(async () => {
    world = await testWorld();
    staff = await principalOf(world, { platformRole: "admin" });
    tenant = await makeTenant(world, { name: "Acme" });
    owner = await principalOf(world, { tenant, role: "owner" });
    await updateBillingSettings.execute(world.deps, staff, { sellerName: "Keyhold Cloud", taxName: "VAT" });
  });
  afterAll(() => world?.close());

  const run = async () => drawUpInvoices.run(jobContext(world));
  const of = (who: TenantRow, question: object = {}) =>
    listInvoices.execute(world.deps, systemPrincipal("test", who.id), question).then(({ items }) => items);
  const issued = async (who: TenantRow, month?: string) => {
    const id = await makeDraft(world, who, { ...(month && { month }) });
    return issueInvoice.execute(world.deps, staff, { invoiceId: id });
  };
  const newTenant = (more: Parameters<typeof makeTenant>[1] = {}) =>
    makeTenant(world, { createdAt: new Date("2026-01-01T00:00:00Z"), ...more });

  it("are drawn up when a month is over in its tenant's zone, and issued when the days of grace are", async () => {
    const asked = world.clock.now();
    const late = await newTenant({ timeZone: "America/New_York" });
    await pricePlan(world, late);
    world.clock.set(new Date("2026-03-01T04:30:00Z"));
    await run();
    expect(await of(late, { from: "2026-02" })).toEqual([]);
    world.clock.set(new Date("2026-03-01T05:30:00Z"));
    expect(await run()).toMatchObject({ failed: 0 });
    const [draft] = await of(late, { from: "2026-02" });
    expect(draft).toMatchObject({ status: "draft", number: null, issuesAt: "2026-03-04T05:00:00.000Z" });
    expect(await run()).toEqual({ changed: 0, issued: 0, failed: 0 });
    world.clock.set(new Date("2026-03-04T05:30:00Z"));
    expect(await run()).toMatchObject({ failed: 0 });
    const [open] = await of(late, { from: "2026-02" });
    expect(open).toMatchObject({
      status: "open",
      issuedAt: "2026-03-04T05:30:00.000Z",
      dueMicros: 49_000_000,
    });
    expect(open?.dueAt).toBe("2026-03-18T05:30:00.000Z");
    world.clock.set(asked);
    expect(await run()).toEqual({ changed: 0, issued: 0, failed: 0 });
  });

  it("are numbered without gaps, whoever issues them at once, and a failure leaves none", async () => {
    const tenants = await Promise.all(Array.from({ length: 5 }, () => newTenant()));
    const drafts = [];
    for (const one of tenants) drafts.push(await makeDraft(world, one));
    const failing = issueInvoice.execute(world.deps, staff, { invoiceId: drafts[0]! }, async () => {
      throw new Error("the commit does not happen");
    });
    await expect(failing).rejects.toThrow();
    const views = await Promise.all(
      drafts.map((id) => issueInvoice.execute(world.deps, staff, { invoiceId: id })),
    );
    const { items } = await listAllInvoices.execute(world.deps, staff, { limit: 200 });
    const numbers = items.flatMap(({ number }) => number ?? []).toSorted();
    expect(views.every(({ number }) => number?.startsWith("INV-2026-"))).toBe(true);
    expect(numbers).toEqual(numbers.map((_, index) => `INV-2026-${String(index + 1).padStart(4, "0")}`));
  });

  it("say for ever what they said when they were issued", async () => {
    const one = await newTenant({ name: "Old name" });
    const id = await makeDraft(world, one, { monthlyMicros: 20_000_000 });
    const before = await issueInvoice.execute(world.deps, staff, { invoiceId: id });
    await pricePlan(world, one, { monthlyMicros: 90_000_000 });
    await updateBillingSettings.execute(world.deps, staff, { footer: "Thank you", taxBasisPoints: 1_900 });
    const asOne = await principalOf(world, { tenant: one, role: "owner" });
    await updateBillingDetails.execute(world.deps, asOne, { legalName: "New name" });
    await run();
    expect(await getInvoice.execute(world.deps, asOne, { invoiceId: id })).toEqual(before);
    expect(await issueInvoice.execute(world.deps, staff, { invoiceId: id })).toEqual(before);
    await updateBillingSettings.execute(world.deps, staff, { footer: "", taxBasisPoints: 0 });
  });

  it("spend credit, are paid by it when it is enough, and give it back when they are void", async () => {
    const one = await newTenant();
    const asOne = await principalOf(world, { tenant: one, role: "owner" });
    const grant = (amountMicros: number) =>
      grantCredit.execute(world.deps, staff, { tenant: one.id, amountMicros, note: "Prepaid" });
    await grant(60_000_000);
    const first = await issued(one, "2026-01");
    expect(first).toMatchObject({ status: "paid", creditMicros: 49_000_000, dueMicros: 0 });
    expect(first.lines.at(-1)).toMatchObject({ kind: "credit", amountMicros: -49_000_000 });
    const second = await issued(one);
    expect(second).toMatchObject({ status: "open", creditMicros: 11_000_000, dueMicros: 38_000_000 });
    await voidInvoice.execute(world.deps, staff, { invoiceId: second.id, reason: "A mistake" });
    const credits = await listCredits.execute(world.deps, asOne, {});
    expect(credits.balanceMicros).toBe(11_000_000);
    expect(credits.items.map(({ kind, amountMicros }) => [kind, amountMicros])).toEqual([
      ["returned", 11_000_000],
      ["applied", -11_000_000],
      ["applied", -49_000_000],
      ["granted", 60_000_000],
    ]);
    await expect(grant(-11_010_000)).rejects.toMatchObject({ code: "conflict" });
    const both = await Promise.allSettled([grant(-6_000_000), grant(-6_000_000)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  it("are paid once, when they are open, and not made void afterwards", async () => {
    const one = await newTenant();
    const id = await makeDraft(world, one);
    const pay = (more: object = {}) => payInvoice.execute(world.deps, staff, { invoiceId: id, ...more });
    await expect(pay()).rejects.toMatchObject({ code: "conflict" });
    await issueInvoice.execute(world.deps, staff, { invoiceId: id });
    await expect(pay({ paidAt: "2027-01-01T00:00:00Z" })).rejects.toMatchObject({ code: "invalid_input" });
    const paid = await pay({ paidAt: "2026-03-09T00:00:00Z", reference: "wire 1" });
    expect(paid).toMatchObject({ status: "paid", paidAt: "2026-03-09T00:00:00.000Z" });
    expect(await pay({ reference: "wire 2" })).toEqual(paid);
    const undo = voidInvoice.execute(world.deps, staff, { invoiceId: id, reason: "No" });
    await expect(undo).rejects.toMatchObject({ code: "conflict" });
    const adjust = { invoiceId: id, text: "Late", amountMicros: 10_000 };
    await expect(adjustInvoice.execute(world.deps, staff, adjust)).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("that come to nothing are not kept, and their month is done with", async () => {
    const one = await newTenant();
    await pricePlan(world, one, { monthlyMicros: 0 });
    await run();
    expect(await of(one)).toEqual([]);
    await pricePlan(world, one, { monthlyMicros: 7_000_000 });
    await run();
    expect(await of(one)).toEqual([]);
    const waived = await newTenant();
    const id = await makeDraft(world, waived);
    const adjust = { invoiceId: id, text: "Waived", amountMicros: -49_000_000 };
    await adjustInvoice.execute(world.deps, staff, adjust);
    await expect(issueInvoice.execute(world.deps, staff, { invoiceId: id })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(
      adjustInvoice.execute(world.deps, staff, { ...adjust, amountMicros: -10_000 }),
    ).rejects.toMatchObject({ code: "invalid_input" });
    await run();
    expect(await of(waived, { from: "2026-02" })).toEqual([]);
  });

  it("of a void draft are not drawn up again", async () => {
    const one = await newTenant();
    const id = await makeDraft(world, one);
    await voidInvoice.execute(world.deps, staff, { invoiceId: id, reason: "On the house" });
    await run();
    await run();
    expect(await of(one, { from: "2026-02" })).toMatchObject([{ id, status: "void", number: null }]);
  });

  it("leave out the base price of a month that a tenant was suspended all through", async () => {
    const one = await newTenant({ suspendedAt: new Date("2026-01-20T00:00:00Z"), suspendedReason: "Gone" });
    await pricePlan(world, one);
    await run();
    expect((await of(one)).map(({ month }) => month)).toEqual(["2026-01"]);
  });

  it("add the tax of all, or of one tenant, which only the platform says", async () => {
    await updateBillingSettings.execute(world.deps, staff, { taxBasisPoints: 1_900 });
    const one = await newTenant();
    const [taxed, free] = [await issued(one, "2026-01"), { taxBasisPoints: 0 }];
    expect(taxed).toMatchObject({
      subtotalMicros: 49_000_000,
      taxMicros: 9_310_000,
      totalMicros: 58_310_000,
    });
    expect(taxed.lines.at(-1)).toMatchObject({ kind: "tax", text: "VAT 19%" });
    const asOne = await principalOf(world, { tenant: one, role: "owner" });
    const refused = updateBillingDetails.execute(world.deps, asOne, free);
    await expect(refused).rejects.toMatchObject({ code: "forbidden" });
    await updateBillingDetails.execute(world.deps, { ...staff, tenantId: one.id }, free);
    expect(await issued(one)).toMatchObject({ taxMicros: 0, totalMicros: 49_000_000 });
    await updateBillingSettings.execute(world.deps, staff, { taxBasisPoints: 0 });
  });

  it("are written of once, to the address for bills or else to the owners, and told to webhooks", async () => {
    const one = await newTenant();
    const { user } = await makeMember(world, one, "owner");
    await makeMember(world, one, "admin");
    const first = await issued(one, "2026-01");
    await issueInvoice.execute(world.deps, staff, { invoiceId: first.id });
    const mails = () => world.ownerSql`select recipient, subject, text from mails where kind = 'invoice'
      and text like ${`%/t/${one.clientId}/billing/%`} order by created_at, id`;
    expect(await mails()).toMatchObject([{ recipient: user.email }]);
    const asOne = await principalOf(world, { tenant: one, role: "owner", user });
    await updateBillingDetails.execute(world.deps, asOne, { email: "bills@acme.example" });
    await grantCredit.execute(world.deps, staff, {
      tenant: one.id,
      amountMicros: 49_000_000,
      note: "Prepaid",
    });
    const second = await issued(one);
    expect((await mails())[1]).toMatchObject({
      recipient: "bills@acme.example",
      subject: `Invoice ${second.number} from Keyhold Cloud`,
    });
    await payInvoice.execute(world.deps, staff, { invoiceId: first.id });
    const told = await world.ownerSql<{ type: string; id: string; number: string }[]>`
      select type, data->'invoice'->>'id' as id, data->'invoice'->>'number' as number from webhook_events e
      join tenants t on t.id = e.tenant_id where t.client_id = ${one.clientId} order by e.id`;
    expect(told.map(({ type, number }) => [type, number])).toEqual([
      ["invoice.issued", first.number],
      ["invoice.issued", second.number],
      ["invoice.paid", second.number],
      ["invoice.paid", first.number],
    ]);
  });

  it("of another tenant look as if they were not there, and those who may not read them are refused", async () => {
    const [one, other] = [await newTenant(), await newTenant()];
    const { id } = await issued(one);
    const asOther = await principalOf(world, { tenant: other, role: "owner" });
    const asViewer = await principalOf(world, { tenant: one, role: "viewer" });
    await expect(getInvoice.execute(world.deps, asOther, { invoiceId: id })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(getInvoice.execute(world.deps, asOther, { invoiceId })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await of(other)).toEqual([]);
    for (const [operation, input] of [
      [listInvoices, {}],
      [listCredits, {}],
      [upcomingInvoice, {}],
      [getBillingDetails, {}],
      [getInvoice, { invoiceId: id }],
    ] as const)
      await expect(operation.execute(world.deps, asViewer, input as never)).rejects.toMatchObject({
        code: "forbidden",
      });
    for (const operation of [issueInvoice, payInvoice, getAnyInvoice])
      await expect(operation.execute(world.deps, owner, { invoiceId: id })).rejects.toMatchObject({
        code: "forbidden",
      });
    await expect(getBillingSettings.execute(world.deps, owner, {})).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("are found by state, month, tenant and text, page by page, and are overdue when nobody paid in time", async () => {
    const asked = world.clock.now();
    const one = await newTenant({ name: "Needle 100% Ltd" });
    const first = await issued(one, "2026-01");
    const second = await issued(one);
    const find = (question: object) =>
      listAllInvoices
        .execute(world.deps, staff, question)
        .then(({ items, nextCursor }) => ({ ids: items.map(({ id }) => id), nextCursor }));
    expect((await find({ q: "needle 100%" })).ids).toEqual([second.id, first.id]);
    expect((await find({ q: first.number })).ids).toEqual([first.id]);
    expect((await find({ tenant: one.clientId, to: "2026-01" })).ids).toEqual([first.id]);
    expect((await find({ tenant: one.id, status: ["open", "paid"] })).ids).toHaveLength(2);
    const page = await find({ tenant: one.id, limit: 1 });
    expect((await find({ tenant: one.id, limit: 1, cursor: page.nextCursor })).ids).toEqual([first.id]);
    world.clock.advance(15 * DAY_MS);
    expect((await find({ tenant: one.id, status: ["open"] })).ids).toEqual([]);
    expect((await find({ tenant: one.id, status: ["overdue"] })).ids).toHaveLength(2);
    expect((await of(one))[0]?.status).toBe("overdue");
    world.clock.set(asked);
    await expect(find({ from: "2026-03", to: "2026-02" })).rejects.toMatchObject({ code: "invalid_input" });
  });
});
