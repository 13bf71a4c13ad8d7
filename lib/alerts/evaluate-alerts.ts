// Opens, keeps and ends alerts. Repeating it, or doing it in several workers, tells nobody anything twice.
import { z } from "zod";
import { alertRules } from "#db/schema/index.ts";
import { command } from "#lib/core/operation.ts";
import { findAll } from "./find-all.ts";
import { endAlerts, keepAlerts, openAlerts, readMutes, readStanding, returnAlerts } from "./queries.ts";
import { reconcile } from "./reconcile.ts";
import { ruleBook } from "./rule-book.ts";
import { sendDigests } from "./send-digests.ts";
import { takeTurn } from "./take-turn.ts";
import { tellEnded, tellOpened } from "./tell.ts";

export interface Evaluated {
  opened: number;
  ended: number;
  mails: number;
}

/** Any number: who holds it evaluates. */
const LOCK = 7_203_115;

export const evaluateAlerts = command({
  name: "alert.evaluate",
  on: "platform",
  can: "system:write",
  input: z.strictObject({ inThePast: z.boolean().default(false) }),
  async run({ tx, now, publicUrl, unchanged }, { inThePast }): Promise<Evaluated> {
    unchanged();
    if (!(await takeTurn(tx, LOCK, inThePast))) return { opened: 0, ended: 0, mails: 0 };
    const findings = await findAll(tx, now, ruleBook(await tx.select().from(alertRules)));
    const verdict = reconcile(findings, await readStanding(tx, findings), now);
    const opened = await openAlerts(tx, now, verdict.open, await readMutes(tx, now));
    await keepAlerts(tx, now, verdict.seen);
    await returnAlerts(tx, now, verdict.returned);
    const ended = await endAlerts(tx, now, verdict.ended);
    await tellOpened(tx, now, publicUrl, opened);
    await tellEnded(tx, now, publicUrl, ended);
    return { opened: opened.length, ended: ended.length, mails: await sendDigests(tx, now, publicUrl) };
  },
});
