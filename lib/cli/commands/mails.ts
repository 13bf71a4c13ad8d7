// The outbox. What stands in a mail is shown where the installation is, and nowhere else: its links let people in.
import type { Command } from "commander";
import type { Page } from "#lib/core/page.ts";
import { getMail, type MailText } from "#lib/mail/get-mail.ts";
import { listMails, type MailView } from "#lib/mail/list-mails.ts";
import { type Call, cli } from "../cli.ts";
import { hereOnly } from "../here-only.ts";
import { shownTime } from "../screen.ts";

export function mails(noun: Command): void {
  noun
    .command("list")
    .description("what was mailed or waits to be, newest first")
    .option("--limit <number>", "at most 200", "50")
    .option("--cursor <cursor>", "the next page after one")
    .action(
      cli(listMails, {
        input: ({ options: { limit, cursor } }: Call<Record<string, string>>) => ({ limit, cursor }),
        show: showMails,
      }),
    );

  hereOnly(noun.command("show <mail>"))
    .description("what stands in a mail that was not sent yet, with its link")
    .action(cli(getMail, { input: ({ args }: Call<unknown>) => ({ mailId: args[0] }), show: showMail }));
}

function showMails({ items, nextCursor }: Page<MailView>, { screen }: Call<unknown>): void {
  screen.table(
    ["ID", "TO", "SUBJECT", "STATUS", "ATTEMPTS", "WHAT WENT WRONG", "SINCE"],
    items.map((mail) => [
      ...[mail.id, mail.recipient, mail.subject, mail.status, mail.attempts, mail.error],
      shownTime(mail.createdAt),
    ]),
  );
  if (nextCursor) screen.note(`There are more: --cursor ${nextCursor}`);
}

function showMail({ id, recipient, subject, text }: MailText, { screen }: Call<unknown>): void {
  screen.card([
    ["id", id],
    ["to", recipient],
    ["subject", subject],
  ]);
  if (text === "") screen.note("It was sent, and its text was forgotten.");
  else screen.line(`\n${text}`);
}
