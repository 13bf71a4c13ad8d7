import { afterAll, beforeAll, expect, it } from "vitest";
import { issueInvoice } from "#lib/billing/issue-invoice.ts";
import { payInvoice } from "#lib/billing/pay-invoice.ts";
import { sumInvoices } from "#lib/billing/sum-invoices.ts";
import { voidInvoice } from "#lib/billing/void-invoice.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { makeDraft } from "#tests/support/billing.ts";
import { makeTenant, principalOf } from "#tests/support/factories.ts";
import { type TestWorld, testWorld } from "#tests/support/world.ts";

let world: TestWorld;
const staff = systemPrincipal("test");

beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world?.close());

const draft = async (monthlyMicros: number) => makeDraft(world, await makeTenant(world), { monthlyMicros });

async function issued(monthlyMicros: number): Promise<string> {
  const invoiceId = await draft(monthlyMicros);
  await issueInvoice.execute(world.deps, staff, { invoiceId });
  return invoiceId;
}

it("sums count every invoice that waits in the one state that lists say, and what was paid in the last 30 days", async () => {
  const none = { count: 0, micros: 0 };
  const sums = () => sumInvoices.execute(world.deps, staff, {});
  expect(await sums()).toEqual({ draft: none, open: none, overdue: none, paidLately: none });
  await draft(1_000_000);
  await issued(2_000_000);
  await issued(4_000_000);
  await payInvoice.execute(world.deps, staff, { invoiceId: await issued(8_000_000) });
  await voidInvoice.execute(world.deps, staff, { invoiceId: await issued(16_000_000), reason: "wrong" });
  const [one, open] = [1_000_000, 6_000_000];
  expect(await sums()).toEqual({
    draft: { count: 1, micros: one },
    open: { count: 2, micros: open },
    overdue: none,
    paidLately: { count: 1, micros: 8_000_000 },
  });
  world.clock.advance(31 * DAY_MS);
  expect(await sums()).toEqual({
    draft: { count: 1, micros: one },
    open: none,
    overdue: { count: 2, micros: open },
    paidLately: none,
  });
});

it("sums are the platform's alone", async () => {
  const owner = await principalOf(world, { tenant: await makeTenant(world), role: "owner" });
  await expect(sumInvoices.execute(world.deps, owner, {})).rejects.toMatchObject({ code: "forbidden" });
});
