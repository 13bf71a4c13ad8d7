// Draws up the invoices of months that are over, and issues those that wait for nothing any more. Each in a transaction of
// its own, so that one that fails holds up no other.
import { drawUpInvoice } from "#lib/billing/draw-up-invoice.ts";
import { issueInvoice } from "#lib/billing/issue-invoice.ts";
import { monthsToBill } from "#lib/billing/months-to-bill.ts";
import { toDomainError } from "#lib/core/driver-errors.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import type { Job } from "./job.ts";

/** What is left then comes an hour later. */
const MOST_MS = 300_000;

export const drawUpInvoices: Job = {
  name: "invoice.draw_up_all",
  cron: "11 * * * *",
  async run({ deps, log }) {
    const principal = systemPrincipal("job invoice.draw_up_all");
    const endsAt = performance.now() + MOST_MS;
    const done = { changed: 0, issued: 0, failed: 0 };
    for (const month of await monthsToBill.execute(deps, principal, {})) {
      if (performance.now() > endsAt) break;
      try {
        const { issue, changed } = await drawUpInvoice.execute(deps, principal, month);
        if (changed) done.changed += 1;
        if (!issue) continue;
        await issueInvoice.execute(deps, principal, { invoiceId: issue });
        done.issued += 1;
      } catch (error) {
        const { code, cause } = toDomainError(error);
        log.error({ ...month, code, err: cause }, "a month could not be drawn up");
        done.failed += 1;
      }
    }
    return done;
  },
};
