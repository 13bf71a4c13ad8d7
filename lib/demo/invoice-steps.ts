// Three months of invoices, in every state that one can be in. Each is drawn up from the calls that there were by then.
import { and, eq, isNull } from "drizzle-orm";
import { invoices, mails } from "#db/schema/index.ts";
import { onPlatform, type Tx } from "#db/tenant.ts";
import { adjustInvoice } from "#lib/billing/adjust-invoice.ts";
import { drawUpInvoice } from "#lib/billing/draw-up-invoice.ts";
import { issueInvoice } from "#lib/billing/issue-invoice.ts";
import { payInvoice } from "#lib/billing/pay-invoice.ts";
import { voidInvoice } from "#lib/billing/void-invoice.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { notFound } from "#lib/core/errors.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { storeCallsBetween } from "./all-calls.ts";
import { type BilledMonth, billedMonths } from "./billed-months.ts";
import { act, admin, type Stage, tenantCalled } from "./stage.ts";
import type { Step } from "./steps.ts";
import type { TenantStory } from "./story.ts";

interface Fate {
  adjusted?: { text: string; amountMicros: number };
  /** Days after the end of the month, or "lately": so that it is not overdue yet. */
  issued?: number | "lately";
  paid?: { after: number; reference: string };
  void?: { after: number; reason: string };
}

const wire = (after: number, number: number) => ({ after, reference: `Transfer ${number}` });

/** By client id, from the oldest month to the last one. What is not said stays a draft. */
const FATES: Record<string, readonly [Fate, Fate, Fate]> = {
  northwind: [
    { issued: 3.2, paid: wire(11, 88_104) },
    { issued: 3.1, paid: wire(9.5, 88_391) },
    { issued: "lately" },
  ],
  patel_diagnostics: [
    { issued: 3.3, paid: wire(12, 401) },
    { issued: 3.2, paid: wire(14, 433) },
    { adjusted: { text: "Help with the import of records", amountMicros: 250_000_000 } },
  ],
  lumen_render: [
    { issued: 3.4, void: { after: 5, reason: "It went to the wrong company." } },
    { issued: 3.3 },
    {},
  ],
  fernweh_reisen: [
    { issued: 3.5, paid: wire(16, 7) },
    { issued: 3.4, paid: wire(13, 9) },
    { void: { after: 4.5, reason: "They have left, and nothing was used." } },
  ],
  halcyon_games: [{ issued: 3.6 }, { issued: 3.5 }, { issued: "lately" }],
  tiny_robot: [{}, {}, {}],
};

/** Days in which an invoice is not overdue yet. */
const LATELY = 5;
/** What happens to the invoices of a month takes so many days; less where the month has only just ended. */
const TAKES = 17;
const MINUTE = 1 / 1_440;

export function invoiceSteps(now: Date): Step[] {
  const months = billedMonths(now);
  return months.flatMap((month, place) => {
    const since = months[place - 1]?.over ?? new Date(0);
    return monthSteps(now, month, since, place as 0 | 1 | 2);
  });
}

/** Its calls since then are stored as the first invoice is drawn up. */
function monthSteps(now: Date, { name, tenants, over }: BilledMonth, since: Date, place: 0 | 1 | 2): Step[] {
  const days = (now.getTime() - over.getTime()) / DAY_MS;
  const ago = (after: number) => days - after * Math.min(1, days / TAKES);
  return tenants.flatMap((story, index) => {
    const draw = async (stage: Stage) => {
      if (index === 0) await storeCallsBetween(stage.deps, now, since, over);
      return act(stage, drawUpInvoice, systemPrincipal("worker"), { tenant: story.clientId, month: name });
    };
    const lately = Math.min(ago(3.5), LATELY) - index * MINUTE;
    const fate = fateSteps(FATES[story.clientId]![place], { story, month: name, ago, lately });
    return [{ ago: ago((15 + index) * MINUTE), play: draw }, ...fate];
  });
}

interface Own {
  story: TenantStory;
  month: string;
  ago(days: number): number;
  lately: number;
}

function fateSteps(
  { adjusted, issued, paid, void: ended }: Fate,
  { story, month, ago, lately }: Own,
): Step[] {
  const target = async (stage: Stage) => ({ invoiceId: await invoiceOf(stage, story.clientId, month) });
  const steps: Step[] = [];
  if (adjusted)
    steps.push({
      ago: ago(2),
      play: async (stage) =>
        act(stage, adjustInvoice, await admin(stage), { ...(await target(stage)), ...adjusted }),
    });
  if (issued)
    steps.push({
      ago: issued === "lately" ? lately : ago(issued),
      play: async (stage) => act(silent(stage), issueInvoice, await admin(stage), await target(stage)),
    });
  if (paid)
    steps.push({
      ago: ago(paid.after),
      play: async (stage) =>
        act(stage, payInvoice, await admin(stage), { ...(await target(stage)), reference: paid.reference }),
    });
  if (ended)
    steps.push({
      ago: ago(ended.after),
      play: async (stage) =>
        act(stage, voidInvoice, await admin(stage), { ...(await target(stage)), reason: ended.reason }),
    });
  return steps;
}

/** Nobody in the demo gets mail: it counts as sent. */
function silent(stage: Stage): Stage {
  const at = stage.deps.clock();
  const settle = async (tx: Tx) => {
    await tx
      .update(mails)
      .set({ sentAt: at, attempts: 1, text: "", html: "" })
      .where(and(eq(mails.kind, "invoice"), isNull(mails.sentAt)));
    await stage.settle(tx);
  };
  return { ...stage, settle };
}

async function invoiceOf(stage: Stage, clientId: string, month: string): Promise<string> {
  const tenantId = await tenantCalled(stage, clientId);
  const [found] = await onPlatform(stage.deps.db, (tx) =>
    tx
      .select({ id: invoices.id })
      .from(invoices)
      .where(and(eq(invoices.tenantId, tenantId), eq(invoices.month, month))),
  );
  if (!found) throw notFound("invoice");
  return found.id;
}
