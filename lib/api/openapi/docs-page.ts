// The reference as one page for people: rendered here, without scripts, fonts or anything from elsewhere.
import type { OpenApiDocument } from "./document.ts";
import { operationHtml } from "./operation-html.ts";
import { type Page, pageOf } from "./page.ts";
import type { Json } from "./schema-book.ts";
import { html, join, type Safe } from "./template.ts";

interface Listed {
  method: string;
  path: string;
  operation: Json;
}

export function docsPage(document: OpenApiDocument): Page {
  const groups = Map.groupBy(operationsOf(document), ({ operation }) =>
    String((operation.tags as string[])[0]),
  );
  return pageOf({
    title: "API reference",
    nav: join([...groups].map(navHtml)),
    main: html`<h1>${document.info.title} API reference</h1>
<p>${document.info.description}</p>
<p>The same as a machine reads it: <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1), and in short
<a href="/llms.txt">/llms.txt</a>. What each code means: <a href="/docs/errors">/docs/errors</a>.</p>
${authenticationHtml(document)}
${join([...groups].map(([tag, list]) => groupHtml(tag, list, document)))}`,
  });
}

function operationsOf({ paths }: OpenApiDocument): Listed[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

function navHtml([tag, list]: [string, Listed[]]): Safe {
  const links = list.map(
    ({ method, path, operation }) =>
      html`<li><a href="#${String(operation.operationId)}"><b>${method}</b> ${path}</a></li>`,
  );
  return html`<h2>${tag}</h2><ul>${join(links)}</ul>`;
}

function groupHtml(tag: string, list: Listed[], document: OpenApiDocument): Safe {
  const parts = list.map(({ method, path, operation }) => operationHtml(method, path, operation, document));
  return html`<section aria-label="${tag}"><h2>${tag}</h2>${join(parts)}</section>`;
}

function authenticationHtml({ components }: OpenApiDocument): Safe {
  const schemes = components.securitySchemes as Record<string, { description?: string; name?: string }>;
  return html`<section aria-label="Authentication"><h2>Authentication</h2>
<p>Services send <code>Authorization: Bearer</code> with ${schemes.serviceToken?.description?.toLowerCase() ?? ""}.
Holders of keys send theirs in <code>Authorization: Bearer</code> or <code>${schemes.issuedKeyHeader?.name ?? ""}</code>.
A key in a query string is refused. A token of the platform acts for any tenant, which it names in
<code>tenant</code>; a tenant's token acts for its own only.</p></section>`;
}
