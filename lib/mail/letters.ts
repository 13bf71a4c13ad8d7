// What Keyhold writes to people: one entry per kind, in plain words.

import type { AlertSeverity } from "#lib/shared/alerts.ts";

/** What a mail is about. `url` is a single-use link, and for alerts the page that shows them. */
export type Letter =
  | { kind: "invitation"; url: string; to: string; role: string; by: string }
  | { kind: "password_reset"; url: string }
  | { kind: "webhook_disabled"; url: string; endpoint: string; gone: boolean }
  | { kind: "alerts"; url: string; alerts: AlertLine[] }
  | InvoiceLetter;

export interface InvoiceLetter {
  kind: "invoice";
  url: string;
  number: string;
  /** Such as 2026-10. */
  month: string;
  /** Empty while nobody said who bills. */
  seller: string;
  total: string;
  due: string;
  /** A day; null where nothing is left to pay. */
  dueOn: string | null;
}

/** One of the alerts that a mail tells of. */
export interface AlertLine {
  title: string;
  text: string;
  severity: AlertSeverity;
  /** Whether somebody tries the rule. */
  test: boolean;
}

export interface Words {
  subject: string;
  heading: string;
  paragraphs: string[];
  button: string;
  /** How long the link lives, and what to do when the mail was not expected. */
  small: string;
}

export function wordsOf(letter: Letter): Words {
  switch (letter.kind) {
    case "invitation":
      return {
        subject: `${letter.by} invites you to ${letter.to}`,
        heading: `Join ${letter.to}`,
        paragraphs: [
          `${letter.by} invites you to ${letter.to} as ${letter.role}.`,
          "Open the link to accept. If you are new here, you choose a name and a password first.",
        ],
        button: "Accept the invitation",
        small: "The link works once, for seven days. If you did not expect this mail, you can ignore it.",
      };
    case "webhook_disabled":
      return {
        subject: "A webhook endpoint was disabled",
        heading: "A webhook endpoint was disabled",
        paragraphs: [
          letter.gone
            ? `${letter.endpoint} answered that it is gone (410). It is sent nothing any more.`
            : `${letter.endpoint} took no message for five days. It is sent nothing any more.`,
          "When it works again, enable it and replay what failed in the meantime.",
        ],
        button: "Look at the endpoint",
        small: "You get this mail because you are responsible for it.",
      };
    case "password_reset":
      return {
        subject: "Set a new password",
        heading: "Set a new password",
        paragraphs: [
          "Somebody, hopefully you, asked for a new password for this address.",
          "Open the link to choose one. You will be signed out everywhere else.",
        ],
        button: "Choose a password",
        small: "The link works once, for one hour. If it was not you, ignore this mail: nothing has changed.",
      };
    case "alerts":
      return alertWords(letter.alerts);
    case "invoice":
      return invoiceWords(letter);
  }
}

/** More than these are counted and not told one by one. */
const LINES_AT_MOST = 20;

function alertWords(alerts: readonly AlertLine[]): Words {
  const [first] = alerts;
  const one = alerts.length === 1;
  const title = first ? `${first.test ? "Test: " : ""}${first.title}` : "Alerts";
  const lines = alerts
    .slice(0, LINES_AT_MOST)
    .map(({ title, text, test }) => `${test ? "Test: " : ""}${title}. ${text}`);
  const more = alerts.length - LINES_AT_MOST;
  return {
    subject: one ? title : `${alerts.length} alerts: ${title} …`,
    heading: one ? title : `${alerts.length} alerts`,
    paragraphs: one && first ? [first.text] : more > 0 ? [...lines, `And ${more} more.`] : lines,
    button: one ? "Look at the alert" : "Look at the alerts",
    small: "You get this mail by the rules of your alerts. There they can be changed, muted or switched off.",
  };
}

function invoiceWords({ number, month, seller, total, due, dueOn }: InvoiceLetter): Words {
  const from = seller ? ` from ${seller}` : "";
  return {
    subject: `Invoice ${number}${from}`,
    heading: `Invoice ${number}`,
    paragraphs: [
      `Your invoice${from} for ${month} comes to ${total}.`,
      dueOn
        ? `${due} are to be paid by ${dueOn}.`
        : "It is paid already, by the credit that you had. There is nothing to do.",
    ],
    button: "Look at the invoice",
    small: "You get this mail because invoices go to this address. Owners can change that under Billing.",
  };
}
