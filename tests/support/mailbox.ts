// What was written to an address: the newest mail of the outbox, and the link in it.
import type { TestWorld } from "./world.ts";

/** The token at the end of the link in the newest mail to `address`. */
export async function linkTokenTo(world: TestWorld, address: string): Promise<string> {
  const [mail] = await world.ownerSql`
    select text from mails where recipient = ${address} order by created_at desc, id desc limit 1`;
  const token = /\/(?:invite|reset|setup)\/(\w+)/.exec(mail?.text ?? "")?.[1];
  if (!token) throw new Error(`no link was mailed to ${address}`);
  return token;
}

export async function mailsTo(world: TestWorld, address: string): Promise<number> {
  const [row] = await world.ownerSql`select count(*)::int as count from mails where recipient = ${address}`;
  return row?.count;
}
