// /v1/authorize/…: the same for proxies that put what their caller asked for behind the path, as Envoy does. That path
// is the resource. Its query is the caller's own, so that nothing in it may ask for less.
import { DomainError } from "#lib/core/errors.ts";
import type { ApiRequest, Handler } from "#lib/http/api-request.ts";

const PREFIX = "/v1/authorize";

/** Lets `authorize` answer at its own path, and about whatever stands behind it. */
export function authorizePath(authorize: Handler): Handler {
  return (request) => authorize(request.path === PREFIX ? request : askedBehind(request));
}

function askedBehind(request: ApiRequest): ApiRequest {
  const { method, path, requestId, address, viaTrustedProxy } = request;
  const behind = path.slice(PREFIX.length);
  if (behind === "/" && request.query.size > 0)
    throw new DomainError(
      "malformed_request",
      `What a call needs is said at ${PREFIX} without a slash at its end. With one, the query is the caller's own and says nothing.`,
    );
  return {
    method,
    path,
    params: {},
    requestId,
    address,
    viaTrustedProxy,
    query: new URLSearchParams({ resource: `${method} ${behind}` }),
    get signal() {
      return request.signal;
    },
    whenGone: (tell) => request.whenGone(tell),
    header: (name) => request.header(name),
    headerLines: (name) => request.headerLines(name),
    bytes: (limitBytes) => request.bytes(limitBytes),
  };
}
