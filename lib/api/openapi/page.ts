// The frame of every page that the api serves: without scripts, fonts or anything from elsewhere.
import { createHash } from "node:crypto";
import { STYLE } from "./docs-style.ts";
import { html, type Safe } from "./template.ts";

export interface Page {
  body: string;
  /** For Content-Security-Policy. */
  policy: string;
}

const styleHash = createHash("sha256").update(STYLE.text).digest("base64");
const POLICY = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export function pageOf({ title, nav, main }: { title: string; nav: Safe; main: Safe }): Page {
  const body = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Keyhold</title>
<style>${STYLE}</style>
</head>
<body>
<nav aria-label="On this page and its like">${nav}</nav>
<main>
${main}
</main>
</body>
</html>`;
  return { body: body.text, policy: POLICY };
}
