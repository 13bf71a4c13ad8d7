// What the demo's plans cost, who bills, who is billed, and what customers have prepaid.
import { grantCredit } from "#lib/billing/grant-credit.ts";
import { updateBillingDetails } from "#lib/billing/update-billing-details.ts";
import { updateBillingSettings } from "#lib/billing/update-billing-settings.ts";
import type { UpdatePlanInput } from "#lib/plans/schemas.ts";
import { updatePlan } from "#lib/plans/update-plan.ts";
import { lumenRender } from "./lumen-render.ts";
import { northwind } from "./northwind.ts";
import { patelDiagnostics } from "./patel-diagnostics.ts";
import { act, admin, member } from "./stage.ts";
import type { Step } from "./steps.ts";
import type { TenantStory } from "./story.ts";

const DOLLAR = 1_000_000;
/** What managed models cost, and a fifth on top. */
const PASSED_ON = { micros: 1_200_000, per: DOLLAR };

const PLANS: UpdatePlanInput[] = [
  {
    plan: "basic",
    monthlyMicros: 9 * DOLLAR,
    usagePrices: { requests: { micros: DOLLAR / 2, per: 1_000 } },
  },
  {
    plan: "professional",
    monthlyMicros: 99 * DOLLAR,
    included: { requests: 5_000, generations: 500, patients: 10_000 },
    usagePrices: {
      requests: { micros: 2 * DOLLAR, per: 1_000 },
      generations: { micros: 10_000, per: 1 },
      patients: { micros: DOLLAR, per: 1_000 },
      cost: PASSED_ON,
    },
  },
  {
    plan: "enterprise",
    monthlyMicros: 499 * DOLLAR,
    included: { requests: 10_000, tokens: 1_000_000 },
    usagePrices: {
      requests: { micros: DOLLAR, per: 1_000 },
      tokens: { micros: DOLLAR, per: 1_000_000 },
      cost: PASSED_ON,
    },
  },
];

const SETTINGS = {
  sellerName: "Harbor Cloud, Inc.",
  sellerAddress: "12 Pier Street\nPortland, ME 04101\nUnited States",
  sellerTaxId: "EIN 00-0000000",
  taxName: "Sales tax",
  taxBasisPoints: 550,
  // Whoever bills looks at every draft: what they leave alone goes out after a month.
  graceDays: 31,
  footer: "Please pay by transfer and name the number of the invoice.",
};

interface Billed {
  of: TenantStory;
  legalName: string;
  address: string;
  taxId: string;
  email?: string;
  /** Set by the platform. */
  taxBasisPoints?: number;
}

const BILLED: readonly Billed[] = [
  {
    of: northwind,
    legalName: "Northwind Commerce LLC",
    address: "400 Market Street\nPhiladelphia, PA 19106\nUnited States",
    taxId: "EIN 00-1111111",
    email: "invoices@northwind.example",
  },
  {
    of: patelDiagnostics,
    legalName: "Patel Diagnostics Pvt. Ltd.",
    address: "7 Linking Road\nMumbai 400050\nIndia",
    taxId: "GSTIN 00AAAAA0000A0Z0",
    taxBasisPoints: 0,
  },
  {
    of: lumenRender,
    legalName: "Lumen Render GmbH",
    address: "Uferstraße 8\n13357 Berlin\nGermany",
    taxId: "DE000000000",
    email: "buchhaltung@lumen.example",
    taxBasisPoints: 0,
  },
];

const CREDITS = [
  { tenant: patelDiagnostics.clientId, dollars: 60, note: "Thank you for the talk at our meeting", ago: 100 },
  { tenant: lumenRender.clientId, dollars: 1_500, note: "Prepaid, transfer of 1500 dollars", ago: 99 },
];

export function billingTermsSteps(): Step[] {
  return [
    ...PLANS.map(
      (plan, index): Step => ({
        ago: 179 - index * 0.001,
        play: async (stage) => act(stage, updatePlan, await admin(stage), plan),
      }),
    ),
    {
      ago: 178.9,
      play: async (stage) => act(stage, updateBillingSettings, await admin(stage), SETTINGS),
    },
    ...BILLED.flatMap(detailsSteps),
    ...CREDITS.map(
      ({ tenant, dollars, note, ago }): Step => ({
        ago,
        play: async (stage) => {
          const credit = { tenant, amountMicros: dollars * DOLLAR, note };
          return act(stage, grantCredit, await admin(stage), credit);
        },
      }),
    ),
  ];
}

function detailsSteps({ of, taxBasisPoints, ...details }: Billed): Step[] {
  const { clientId, made, people } = of;
  const steps: Step[] = [
    {
      ago: made - 1,
      play: async (stage) =>
        act(stage, updateBillingDetails, await member(stage, clientId, people[0]!.email), details),
    },
  ];
  if (taxBasisPoints !== undefined)
    steps.push({
      ago: made - 1.1,
      play: async (stage) =>
        act(stage, updateBillingDetails, await admin(stage, clientId), { taxBasisPoints }),
    });
  return steps;
}
