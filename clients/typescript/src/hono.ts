// Middleware for Hono. The verdict is `context.get("keyhold")`.
import type { Keyhold } from "./client.ts";
import { guard, type Rule } from "./guard.ts";
import type { Verdict } from "./types.ts";

/** For `new Hono<{ Variables: KeyholdVariables }>()`. */
export interface KeyholdVariables {
  keyhold: Verdict | null;
}

interface Context {
  req: { method: string; path: string; header(name: string): string | undefined };
  set(name: "keyhold", verdict: Verdict | null): void;
  header(name: string, value: string): void;
}

interface Options extends Rule {
  /** The end caller's address, which Hono knows only by its adapter for the runtime. */
  ipOf?(context: Context): string | null;
}

/** `app.use("/api/*", requireKey(keyhold, { scopes: ["logs:write"], whenUnavailable: "refuse" }))` */
export function requireKey(keyhold: Pick<Keyhold, "verify">, { ipOf, ...rule }: Options) {
  return async (context: Context, next: () => Promise<void>): Promise<Response | undefined> => {
    const guarded = await guard(keyhold, rule, {
      header: (name) => context.req.header(name) ?? null,
      method: context.req.method,
      path: context.req.path,
      ip: ipOf?.(context) ?? null,
    });
    if (!guarded.admitted) {
      const { status, headers, body } = guarded.response;
      return new Response(JSON.stringify(body), { status, headers });
    }
    context.set("keyhold", guarded.verdict);
    await next();
    for (const [name, value] of Object.entries(guarded.headers)) context.header(name, value);
    return undefined;
  };
}
