// Puts a mail into the outbox, in the transaction of the act that it tells about: both happen, or neither.
import { mails } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { newId } from "#lib/shared/ids.ts";
import type { Letter } from "./letters.ts";

export interface ComposedMail {
  subject: string;
  text: string;
  html: string;
}

/** `to` is one address. The worker sends it; without SMTP it stays in the outbox. */
export async function queueMail(tx: Tx, now: Date, to: string, letter: Letter): Promise<void> {
  const mail = await composeMail(letter);
  await tx
    .insert(mails)
    .values({ id: newId("mail"), recipient: to, kind: letter.kind, createdAt: now, ...mail });
}

/** The templates are loaded when the first mail is written: most processes never write one. */
export async function composeMail(letter: Letter): Promise<ComposedMail> {
  const { renderLetter } = await import("./render-letter.ts");
  return renderLetter(letter);
}
