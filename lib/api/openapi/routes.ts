// The description of the API, for programs and for people. Made once: it does not depend on who asks.
import type { Route } from "#lib/http/api-request.ts";
import { docsPage } from "./docs-page.ts";
import { openApiDocument } from "./document.ts";

const CACHE = { "Cache-Control": "public, max-age=300" };

export function openApiRoutes(setting: { keyPrefix: string; publicUrl: string }): Route[] {
  const document = openApiDocument(setting);
  const text = JSON.stringify(document);
  const page = docsPage(document);
  const answer = (body: string, headers: Record<string, string>) => () =>
    new Response(body, { headers: { ...CACHE, "X-Content-Type-Options": "nosniff", ...headers } });
  return [
    {
      method: "GET",
      path: "/openapi.json",
      // Tools in a browser read it from other origins; there is nothing in it that is not public.
      handler: answer(text, { "Content-Type": "application/json", "Access-Control-Allow-Origin": "*" }),
    },
    {
      method: "GET",
      path: "/docs",
      handler: answer(page.body, {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": page.policy,
      }),
    },
  ];
}
