// Lets somebody in as people come in: by an invitation. Its mail is taken for sent, so that none ever leaves.
import { and, desc, eq, isNull } from "drizzle-orm";
import { mails } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import type { Operation } from "#lib/core/operation.ts";
import { anonymousPrincipal, type Principal } from "#lib/core/principal.ts";
import { acceptInvitation } from "#lib/members/accept-invitation.ts";
import { act, type Stage } from "./stage.ts";

export interface Newcomer {
  name: string;
  email: string;
  password: string;
}

/** Invites and accepts. A first invitation whose acceptance was cut short is replaced by the next. */
export async function join<Input extends { email: string }>(
  stage: Stage,
  invite: Operation<Input, unknown>,
  by: Principal,
  input: Input,
  { name, email, password }: Newcomer,
): Promise<void> {
  let token = "";
  await invite.execute(stage.deps, by, input, async (tx) => {
    token = await takeMail(tx, email, stage.deps.clock());
  });
  await act(stage, acceptInvitation, anonymousPrincipal(), { token, name, password });
}

/** What stands at the end of the link in the newest mail to somebody, which then counts as sent. */
export async function takeMail(tx: Tx, recipient: string, now: Date): Promise<string> {
  const [mail] = await tx
    .select({ id: mails.id, text: mails.text })
    .from(mails)
    .where(and(eq(mails.recipient, recipient), isNull(mails.sentAt)))
    .orderBy(desc(mails.createdAt), desc(mails.id))
    .limit(1);
  const token = /\/invite\/([\w-]+)/.exec(mail?.text ?? "")?.[1];
  if (!mail || !token) throw new Error("an invitation without its mail");
  await tx.update(mails).set({ sentAt: now, attempts: 1, text: "", html: "" }).where(eq(mails.id, mail.id));
  return token;
}
