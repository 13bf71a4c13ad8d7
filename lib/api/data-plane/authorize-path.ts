// ANY /v1/authorize/…: the same for proxies that put what their caller asked for behind the path, as Envoy does. That
// path is the resource. Its query is the caller's own, so that nothing in it may ask for less.
import type { ApiRequest, Handler } from "#lib/http/api-request.ts";

const PREFIX = "/v1/authorize";

/** What `authorize` answers about the path behind its own. */
export function authorizePath(authorize: Handler): Handler {
  return (request) => authorize(askedBehind(request));
}

function askedBehind(request: ApiRequest): ApiRequest {
  const { method, path, requestId, address, viaTrustedProxy } = request;
  return {
    method,
    path,
    params: {},
    requestId,
    address,
    viaTrustedProxy,
    query: new URLSearchParams({ resource: `${method} ${path.slice(PREFIX.length)}` }),
    get signal() {
      return request.signal;
    },
    header: (name) => request.header(name),
    headerLines: (name) => request.headerLines(name),
    bytes: (limitBytes) => request.bytes(limitBytes),
  };
}
