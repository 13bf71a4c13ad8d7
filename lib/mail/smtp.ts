// Hands mails to an SMTP server.
import { createTransport } from "nodemailer";
import type { Secret } from "#lib/core/secret.ts";
import type { SendMail } from "./deliver-mails.ts";

const TIMEOUT_MS = 20_000;

/** `smtpUrl` as nodemailer reads it, such as smtps://user:password@mail.example.com. */
export function smtpSender(smtpUrl: Secret, from: string): SendMail {
  const transport = createTransport({
    url: smtpUrl.reveal(),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  return async (mail) => {
    await transport.sendMail({ from, ...mail });
  };
}
