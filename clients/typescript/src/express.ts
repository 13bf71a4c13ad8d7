// Middleware for Express 4 and 5. The verdict stands in `response.locals.keyhold`.
import type { Keyhold } from "./client.ts";
import { guard, type Rule } from "./guard.ts";

interface Request {
  method: string;
  path: string;
  baseUrl: string;
  ip?: string | undefined;
  headers: Record<string, string | string[] | undefined>;
}

interface Response {
  locals: Record<string, unknown>;
  status(code: number): Response;
  set(headers: Record<string, string>): Response;
  end(body: string): unknown;
}

/** `app.use(requireKey(keyhold, { scopes: ["logs:write"], whenUnavailable: "refuse" }))` */
export function requireKey(keyhold: Pick<Keyhold, "verify">, rule: Rule) {
  return (request: Request, response: Response, next: (error?: unknown) => void): void => {
    const header = (name: string) => [request.headers[name]].flat().join(", ") || null;
    guard(keyhold, rule, {
      header,
      method: request.method,
      path: `${request.baseUrl}${request.path}`,
      ip: request.ip,
    }).then((guarded) => {
      if (guarded.admitted) {
        response.locals.keyhold = guarded.verdict;
        response.set(guarded.headers);
        next();
        return;
      }
      const { status, headers, body } = guarded.response;
      response.status(status).set(headers).end(JSON.stringify(body));
    }, next);
  };
}
