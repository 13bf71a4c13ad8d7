// Letters as mail: one quiet layout, as HTML and as plain text.
import { createElement as element, type ReactNode } from "react";
import { Body, Button, Container, Head, Heading, Hr, Html, Link, Preview, render, Text } from "react-email";
import { type Letter, type Words, wordsOf } from "./letters.ts";
import type { ComposedMail } from "./queue-mail.ts";

const INK = "#1c1917";
const QUIET = "#6b645e";
const FONT = "Geist, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";

const STYLES = {
  body: { backgroundColor: "#f6f4ef", fontFamily: FONT, margin: 0, padding: "32px 12px" },
  card: {
    backgroundColor: "#ffffff",
    border: "1px solid #e5e0d8",
    borderRadius: 12,
    maxWidth: 480,
    padding: 32,
  },
  mark: { color: INK, fontSize: 15, fontWeight: 600, letterSpacing: "-0.02em", margin: "0 0 24px" },
  heading: { color: INK, fontSize: 20, fontWeight: 600, margin: "0 0 12px" },
  text: { color: INK, fontSize: 14, lineHeight: "22px", margin: "0 0 12px" },
  button: {
    backgroundColor: INK,
    borderRadius: 8,
    color: "#ffffff",
    display: "inline-block",
    fontSize: 14,
    fontWeight: 600,
    margin: "12px 0 20px",
    padding: "11px 18px",
    textDecoration: "none",
  },
  rule: { borderColor: "#e5e0d8", margin: "8px 0 16px" },
  small: { color: QUIET, fontSize: 12, lineHeight: "18px", margin: "0 0 8px" },
} as const;

/** Subject, text and HTML of a letter. */
export async function renderLetter(letter: Letter): Promise<ComposedMail> {
  const words = wordsOf(letter);
  return {
    subject: words.subject,
    text: asText(words, letter.url),
    html: await render(layout(words, letter.url)),
  };
}

function asText({ heading, paragraphs, button, small }: Words, url: string): string {
  return [heading, ...paragraphs, `${button}:\n${url}`, small].join("\n\n");
}

function layout({ subject, heading, paragraphs, button, small }: Words, url: string): ReactNode {
  return element(
    Html,
    { lang: "en" },
    element(Head),
    element(Preview, null, paragraphs[0] ?? subject),
    element(
      Body,
      { style: STYLES.body },
      element(
        Container,
        { style: STYLES.card },
        element(Text, { style: STYLES.mark }, "Keyhold"),
        element(Heading, { as: "h1", style: STYLES.heading }, heading),
        ...paragraphs.map((text) => element(Text, { style: STYLES.text, key: text }, text)),
        element(Button, { href: url, style: STYLES.button }, button),
        element(Hr, { style: STYLES.rule }),
        element(Text, { style: STYLES.small }, small),
        element(Text, { style: STYLES.small }, "Or copy this address: ", element(Link, { href: url }, url)),
      ),
    ),
  );
}
