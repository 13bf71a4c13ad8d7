// A hook for Fastify 4 and 5. The verdict stands in `request.keyhold`.
import type { Keyhold } from "./client.ts";
import { guard, type Rule } from "./guard.ts";
import type { Verdict } from "./types.ts";

interface Request {
  method: string;
  url: string;
  ip: string;
  headers: Record<string, string | string[] | undefined>;
  keyhold?: Verdict | null;
}

interface Reply {
  code(status: number): Reply;
  headers(headers: Record<string, string>): Reply;
  send(body: string): Reply;
}

/** `app.get("/logs", { preHandler: requireKey(keyhold, { scopes: ["logs:read"], whenUnavailable: "refuse" }) }, handler)` */
export function requireKey(keyhold: Pick<Keyhold, "verify">, rule: Rule) {
  return async (request: Request, reply: Reply): Promise<Reply | undefined> => {
    const guarded = await guard(keyhold, rule, {
      header: (name) => [request.headers[name]].flat().join(", ") || null,
      method: request.method,
      path: request.url.split("?")[0] ?? "/",
      ip: request.ip,
    });
    if (!guarded.admitted) {
      const { status, headers, body } = guarded.response;
      return reply.code(status).headers(headers).send(JSON.stringify(body));
    }
    request.keyhold = guarded.verdict;
    reply.headers(guarded.headers);
    return undefined;
  };
}
