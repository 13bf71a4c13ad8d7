// Finds the handler of a request. A path that exists under other methods is told apart from one that does not.
import { METHODS as EVERY_METHOD } from "node:http";
import findMyWay from "find-my-way";
import type { Handler, Route } from "#lib/http/api-request.ts";

/** What an Allow header names. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

export interface Match {
  handler: Handler;
  params: Record<string, string | undefined>;
  /** The path as it was registered, for metrics. */
  route: string;
}

export interface Router {
  find(method: string, path: string): Match | null;
  /** The methods under which `path` exists, GET with HEAD and OPTIONS; empty when there is no such path. */
  methodsOf(path: string): string[];
}

interface Entry {
  handler: Handler;
  route: string;
}

/** Makes a router. Throws when a route is registered twice. */
export function createRouter(routes: readonly Route[]): Router {
  const table = findMyWay<findMyWay.HTTPVersion.V1>({ ignoreTrailingSlash: true, maxParamLength: 512 });
  const fixed = new Map<string, Set<string>>();
  for (const { method, path, handler } of routes) {
    const methods = methodList(method);
    table.on(methods as findMyWay.HTTPMethod[], path, () => {}, { handler, route: path } satisfies Entry);
    if (!path.includes(":")) fixed.set(path, new Set([...(fixed.get(path) ?? []), ...methods]));
  }
  const find = (method: string, path: string): Match | null => {
    const found = table.find(method as findMyWay.HTTPMethod, path);
    if (!found?.store) return null;
    const { handler, route } = found.store as Entry;
    // POST /v1/keys/verify exists: then GET of it is the wrong method, and not the key named "verify".
    if (route !== path && fixed.has(path) && !fixed.get(path)?.has(method)) return null;
    return { handler, route, params: found.params };
  };
  const methodsOf = (path: string) => METHODS.filter((method) => find(method, path) !== null);
  return {
    find,
    methodsOf: (path) => {
      const methods = methodsOf(path);
      return methods.length > 0 ? [...new Set([...methods, "OPTIONS"])] : [];
    },
  };
}

function methodList(method: Route["method"]): string[] {
  if (method === "ANY") return [...EVERY_METHOD];
  const list = typeof method === "string" ? [method] : [...method];
  return list.includes("GET") && !list.includes("HEAD") ? [...list, "HEAD"] : list;
}
