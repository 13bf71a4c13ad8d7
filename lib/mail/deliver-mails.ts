// Sends what waits in the outbox, one mail per transaction: a row that is locked by another worker is skipped.
// After a mail was sent its text is forgotten, for the links in it are secrets.
import { and, eq, isNull, lte, not, or } from "drizzle-orm";
import { mails } from "#db/schema/index.ts";
import { onPlatform, type Tx } from "#db/tenant.ts";
import { HOUR_MS, MINUTE_MS } from "#lib/core/clock.ts";
import type { Deps } from "#lib/core/operation.ts";

export interface OutgoingMail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

/** Hands one mail to a mail server. Throws when it was not taken. */
export type SendMail = (mail: OutgoingMail) => Promise<void>;

export interface Delivered {
  sent: number;
  failed: number;
}

const MOST_ATTEMPTS = 10;
const LONGEST_WAIT_MS = 12 * HOUR_MS;

/** Tries every mail whose time has come: again after 1, 2, 4, 8… minutes, at most 12 hours; ten times in all. */
export async function deliverMails(deps: Deps, send: SendMail): Promise<Delivered> {
  const done = { sent: 0, failed: 0 };
  for (;;) {
    const outcome = await onPlatform(deps.db, (tx) => deliverNext(tx, deps.clock(), send));
    if (outcome === "none") return done;
    done[outcome] += 1;
  }
}

async function deliverNext(tx: Tx, now: Date, send: SendMail): Promise<"none" | "sent" | "failed"> {
  const [mail] = await tx
    .select()
    .from(mails)
    .where(
      and(
        isNull(mails.sentAt),
        not(mails.failed),
        or(isNull(mails.nextAttemptAt), lte(mails.nextAttemptAt, now)),
      ),
    )
    .orderBy(mails.createdAt)
    .limit(1)
    .for("update", { skipLocked: true });
  if (!mail) return "none";
  const attempts = mail.attempts + 1;
  try {
    await send({ to: mail.recipient, subject: mail.subject, text: mail.text, html: mail.html });
  } catch (error) {
    const nextAttemptAt = new Date(now.getTime() + waitAfter(attempts));
    const failed = attempts >= MOST_ATTEMPTS;
    const failure = { attempts, nextAttemptAt, failed, error: reasonOf(error) };
    await tx.update(mails).set(failure).where(eq(mails.id, mail.id));
    return "failed";
  }
  const sent = { attempts, sentAt: now, error: null, text: "", html: "" };
  await tx.update(mails).set(sent).where(eq(mails.id, mail.id));
  return "sent";
}

function waitAfter(attempts: number): number {
  return Math.min(LONGEST_WAIT_MS, MINUTE_MS * 2 ** (attempts - 1));
}

/** The code of the failure only: a mail server's words may repeat the mail. */
function reasonOf(error: unknown): string {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const parts = [code, responseCode].filter((part) => typeof part === "string" || typeof part === "number");
  return parts.length ? parts.join(" ") : "not sent";
}
