// The description of the API, for programs and for people. Made once: it does not depend on who asks.
import type { Route } from "#lib/http/api-request.ts";
import { explanationPages } from "../explanations/page.ts";
import { llmsText } from "../llms.ts";
import { docsPage } from "./docs-page.ts";
import { openApiDocument } from "./document.ts";

const CACHE = { "Cache-Control": "public, max-age=300" };

export function openApiRoutes(setting: { keyPrefix: string; publicUrl: string }): Route[] {
  const document = openApiDocument(setting);
  const pages = new Map([["/docs", docsPage(document)], ...explanationPages()]);
  return [
    // Tools in a browser read it from other origins; there is nothing in it that is not public.
    fixed("/openapi.json", JSON.stringify(document), {
      "Content-Type": "application/json",
      "Access-Control-Allow-Origin": "*",
    }),
    fixed("/llms.txt", llmsText(setting.publicUrl), { "Content-Type": "text/plain; charset=utf-8" }),
    ...[...pages].map(([path, { body, policy }]) =>
      fixed(path, body, {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": policy,
      }),
    ),
  ];
}

function fixed(path: string, body: string, headers: Record<string, string>): Route {
  const all = { ...CACHE, "X-Content-Type-Options": "nosniff", ...headers };
  return { method: "GET", path, handler: () => new Response(body, { headers: all }) };
}
