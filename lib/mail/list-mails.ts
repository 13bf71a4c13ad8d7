// The outbox without what stands in the mails.
import { and, desc, eq, lt, or } from "drizzle-orm";
import { z } from "zod";
import { mails } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { cutPage, decodeCursor, type Page, pageFields } from "#lib/core/page.ts";
import { type Id, isId } from "#lib/shared/ids.ts";

export interface MailView {
  id: string;
  recipient: string;
  kind: string;
  subject: string;
  status: "waiting" | "sent" | "failed";
  createdAt: Date;
  sentAt: Date | null;
  attempts: number;
  /** A code such as "ECONNREFUSED"; null when the last attempt went well, or there was none. */
  error: string | null;
}

const COLUMNS = {
  id: mails.id,
  recipient: mails.recipient,
  kind: mails.kind,
  subject: mails.subject,
  createdAt: mails.createdAt,
  sentAt: mails.sentAt,
  attempts: mails.attempts,
  failed: mails.failed,
  error: mails.error,
};

/** Newest first. */
export const listMails = query({
  name: "mail.list",
  on: "platform",
  can: "system:read",
  input: z.strictObject(pageFields),
  async run({ tx }, { cursor, limit }): Promise<Page<MailView>> {
    const last = decodeCursor(cursor, (text) => isId("mail", text));
    const after = last
      ? or(
          lt(mails.createdAt, last.at),
          and(eq(mails.createdAt, last.at), lt(mails.id, last.id as Id<"mail">)),
        )
      : undefined;
    const rows = await tx
      .select(COLUMNS)
      .from(mails)
      .where(after)
      .orderBy(desc(mails.createdAt), desc(mails.id))
      .limit(limit + 1);
    return cutPage(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }), toView);
  },
});

function toView({ failed, ...mail }: Omit<MailView, "status"> & { failed: boolean }): MailView {
  return { ...mail, status: mail.sentAt ? "sent" : failed ? "failed" : "waiting" };
}
