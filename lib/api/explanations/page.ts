// What a code means, as a page for people: one for each code, and a list of them all.
import { DomainError, ERRORS, type ErrorCode } from "#lib/core/errors.ts";
import { explanationPath, type Problem, problemOf } from "#lib/http/problem.ts";
import { OUTCOME_STATUS, OUTCOMES, type Outcome } from "#lib/shared/outcomes.ts";
import { outcomeProblem } from "#lib/verify/answer.ts";
import { type Page, pageOf } from "../openapi/page.ts";
import { html, join, type Safe } from "../openapi/template.ts";
import type { Explanation } from "./explanation.ts";
import { EXPLAINED_ERRORS } from "./for-errors.ts";
import { EXPLAINED_OUTCOMES } from "./for-outcomes.ts";

interface Entry {
  code: ErrorCode | Outcome;
  status: number;
  explanation: Explanation;
  /** Null for VALID, which is no problem. */
  example: Problem | null;
}

const REQUEST_ID = "req_…";

const errors: Entry[] = (Object.keys(ERRORS) as ErrorCode[]).map((code) => {
  const explanation = EXPLAINED_ERRORS[code];
  const { detail } = explanation;
  const fields = code === "invalid_input" ? { cost: detail.slice("cost: ".length) } : undefined;
  const example = problemOf(new DomainError(code, detail, { fields }), REQUEST_ID);
  return { code, status: ERRORS[code].status, explanation, example };
});

const outcomes: Entry[] = OUTCOMES.map((code) => {
  const explanation = EXPLAINED_OUTCOMES[code];
  const example = code === "VALID" ? null : outcomeProblem(code, explanation.detail, REQUEST_ID);
  return { code, status: OUTCOME_STATUS[code], explanation, example };
});

/** Every code's page by its path, and the list of them under /docs/errors. */
export function explanationPages(): Map<string, Page> {
  const pages = [...errors, ...outcomes].map(
    (entry) => [explanationPath(entry.code), entryPage(entry)] as const,
  );
  return new Map([["/docs/errors", listPage()], ...pages]);
}

function listPage(): Page {
  return pageOf({
    title: "Codes that Keyhold answers with",
    nav: navHtml(),
    main: html`<h1>Codes that Keyhold answers with</h1>
<p>Every refusal is a problem document (RFC 9457): <code>type</code> is the path of a page here, <code>code</code> is
what programs compare, <code>detail</code> is for whoever reads it, and <code>requestId</code> finds the call in logs.</p>
${tableHtml("Errors: the request itself", errors)}
${tableHtml("Outcomes: the key that was verified", outcomes)}`,
  });
}

function entryPage({ code, status, explanation, example }: Entry): Page {
  const { means, because, remedy } = explanation;
  return pageOf({
    title: `${code} (${status})`,
    nav: navHtml(),
    main: html`<h1><code>${code}</code></h1>
<p>HTTP status ${String(status)}. ${means}</p>
<h2>Why it happens</h2>${listHtml(because)}
<h2>What to do</h2>${listHtml(remedy)}
${example ? exampleHtml(example) : html``}`,
  });
}

function navHtml(): Safe {
  const group = (title: string, entries: Entry[]) =>
    html`<h2>${title}</h2><ul>${join(
      entries.map(
        ({ code, status }) =>
          html`<li><a href="${explanationPath(code)}"><b>${String(status)}</b> ${code}</a></li>`,
      ),
    )}</ul>`;
  return html`<a href="/docs">API reference</a><a href="/docs/errors">All codes</a>
${group("Errors", errors)}${group("Outcomes", outcomes)}`;
}

function tableHtml(title: string, entries: Entry[]): Safe {
  const rows = entries.map(
    ({ code, status, explanation }) =>
      html`<tr><td><a href="${explanationPath(code)}"><code>${code}</code></a></td><td>${String(status)}</td><td>${explanation.means}</td></tr>`,
  );
  return html`<section aria-label="${title}"><h2>${title}</h2>
<table><thead><tr><th>Code</th><th>Status</th><th>Means</th></tr></thead><tbody>${join(rows)}</tbody></table></section>`;
}

const listHtml = (items: readonly string[]) =>
  html`<ul>${join(items.map((item) => html`<li>${coded(item)}</li>`))}</ul>`;

/** What stands in backquotes, as code. */
function coded(text: string): Safe {
  const parts = text
    .split("`")
    .map((part, place) => (place % 2 ? html`<code>${part}</code>` : html`${part}`));
  return parts.reduce((before, part) => html`${before}${part}`);
}

function exampleHtml(example: Problem): Safe {
  const lines = [
    `HTTP/1.1 ${example.status}`,
    "Content-Type: application/problem+json",
    ...(example.status === 401 ? ["WWW-Authenticate: Bearer"] : []),
    ...([429, 503].includes(example.status) ? ["Retry-After: 41"] : []),
    `X-Request-Id: ${example.requestId}`,
    "",
    JSON.stringify(example, null, 2),
  ];
  return html`<h2>An example</h2><pre tabindex="0"><code>${lines.join("\n")}</code></pre>`;
}
