// The path of the outbox. What stands in a mail is not sent out: the links in it let people in.
import { z } from "zod";
import { pageOf } from "#lib/core/page.ts";
import { listMails } from "#lib/mail/list-mails.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const time = z.iso.datetime();

const Mail = z.strictObject({
  id: z.string(),
  recipient: z.string(),
  kind: z.string(),
  subject: z.string(),
  status: z.enum(["waiting", "sent", "failed"]),
  createdAt: time,
  sentAt: time.nullable(),
  attempts: z.int(),
  error: z.string().nullable().describe("A code such as ECONNREFUSED, when the last attempt went wrong."),
});

export const mailEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/v1/mails",
    tag: "Mail",
    summary: "List what was mailed or waits to be, newest first, without what stands in it.",
    where: "platform",
    forPlatform: call(listMails),
    answer: { name: "MailPage", schema: pageOf(Mail) },
  },
];
