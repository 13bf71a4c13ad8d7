// For route handlers of Next, and anything else that takes a web Request and gives a web Response.
import type { Keyhold } from "./client.ts";
import { guard, type Rule } from "./guard.ts";
import type { Verdict } from "./types.ts";

interface Options extends Rule {
  /** The end caller's address; only a proxy that you trust can tell it. */
  ipOf?(request: Request): string | null;
}

/** `export const POST = withKey(keyhold, { scopes: ["logs:write"], whenUnavailable: "refuse" }, (request, context, verdict) => …)` */
export function withKey<Context>(
  keyhold: Pick<Keyhold, "verify">,
  { ipOf, ...rule }: Options,
  handler: (request: Request, context: Context, verdict: Verdict | null) => Response | Promise<Response>,
) {
  return async (request: Request, context: Context): Promise<Response> => {
    const guarded = await guard(keyhold, rule, {
      header: (name) => request.headers.get(name),
      method: request.method,
      path: new URL(request.url).pathname,
      ip: ipOf?.(request) ?? null,
    });
    if (!guarded.admitted) {
      const { status, headers, body } = guarded.response;
      return new Response(JSON.stringify(body), { status, headers });
    }
    const answer = await handler(request, context, guarded.verdict);
    const headers = new Headers(answer.headers);
    for (const [name, value] of Object.entries(guarded.headers)) headers.set(name, value);
    return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
  };
}
