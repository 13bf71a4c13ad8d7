// One mail with its text. The links in it are secrets, so reading it needs the right to change the platform.
import { eq } from "drizzle-orm";
import { z } from "zod";
import { mails } from "#db/schema/index.ts";
import { notFound } from "#lib/core/errors.ts";
import { query } from "#lib/core/operation.ts";
import { isId } from "#lib/shared/ids.ts";

export interface MailText {
  id: string;
  recipient: string;
  subject: string;
  /** Empty after the mail was sent. */
  text: string;
}

export const getMail = query({
  name: "mail.get",
  on: "platform",
  can: "system:write",
  input: z.strictObject({ mailId: z.string().max(40) }),
  async run({ tx }, { mailId }): Promise<MailText> {
    if (!isId("mail", mailId)) throw notFound("mail");
    const [mail] = await tx
      .select({ id: mails.id, recipient: mails.recipient, subject: mails.subject, text: mails.text })
      .from(mails)
      .where(eq(mails.id, mailId));
    if (!mail) throw notFound("mail");
    return mail;
  },
});
