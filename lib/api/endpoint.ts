// Turns an operation into a route: authenticates the service token, works out for which tenant it acts,
// runs the operation and answers with its view. What is domain stays in the operation.
import type { z } from "zod";
import { authorise, type Deps } from "#lib/core/operation.ts";
import type { Principal } from "#lib/core/principal.ts";
import type { ApiRequest, Route } from "#lib/http/api-request.ts";
import { bearer } from "#lib/http/bearer.ts";
import { json } from "#lib/http/json.ts";
import type { AuthenticateToken, ServiceCaller } from "#lib/tokens/authenticate-token.ts";
import { answerOnce, idempotencyKeyOf } from "./answer-once.ts";
import type { Call } from "./call.ts";
import { placeOf } from "./place.ts";
import { readInput } from "./read-input.ts";

export interface Endpoint {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** As the router writes it: "/v1/keys/:id". */
  path: string;
  tag: string;
  summary: string;
  /**
   * How the tenant is found. "named": by the field `tenant` of body or query, else the token's own, else none.
   * "path": by the id or client id in the path. "key": by the key in the path, or `tenant` in the query.
   * "platform": there is none.
   */
  where: "named" | "path" | "key" | "platform";
  /** What runs for one tenant. */
  forTenant?: Call;
  /** What runs for a token of the platform that names no tenant. */
  forPlatform?: Call;
  /** Which field of the input a parameter of the path is: `{ id: "keyId" }`. */
  params?: Readonly<Record<string, string>>;
  /** Whether a field of the input names something that may not be there, as the path does elsewhere. */
  namesTarget?: boolean;
  /** Whether what is there may stand against it, as it may against every POST. */
  mayClash?: boolean;
  /** The shape of the answer, and what it is called. */
  answer: { name: string; schema: z.ZodType };
  /** Of a file: makes it of what the operation answers, instead of JSON. Reads on as the same caller. */
  file?: (deps: Deps, principal: Principal, output: unknown) => Response | Promise<Response>;
  /** Of a file: what it is; gzip when left out. */
  fileType?: string;
  /** 201 for what makes something; else 200. */
  status?: 200 | 201;
  /** Whether an Idempotency-Key is heeded. */
  repeatable?: boolean;
}

export interface EndpointSetting {
  deps: Deps;
  authenticate: AuthenticateToken;
  /** Resolves when every node has heard of what was changed. */
  heardEverywhere(): Promise<void>;
}

/** The route of an endpoint. */
export function endpoint(spec: Endpoint, { deps, authenticate, heardEverywhere }: EndpointSetting): Route {
  return {
    method: spec.method,
    path: spec.path,
    async handler(request) {
      const secret = bearer(request, deps.keyPrefix);
      const caller = await authenticate(secret);
      const principal = principalOf(caller, request);
      requireAnyCall(spec, principal);
      const { tenant, input } = await readInput(spec, request);
      const place = await placeOf(spec, deps, principal, { tenant, id: request.params.id });
      const acting = { ...principal, tenantId: place.tenantId };
      authorise(place.call, acting);
      if (spec.file) return spec.file(deps, acting, await place.call.execute(deps, acting, input));
      const run: Run = (settle) => place.call.execute(deps, acting, input, settle);
      const status = spec.status ?? 200;
      const idempotencyKey = spec.repeatable ? idempotencyKeyOf(request) : null;
      const asked = { method: request.method, path: request.path, tenant, input };
      const answer =
        idempotencyKey === null || secret === null
          ? json(await run(), status)
          : await answerOnce({ deps, tokenId: caller.tokenId, secret, idempotencyKey, asked, status }, run);
      if (place.call.kind === "command") await heardEverywhere();
      return answer;
    },
  };
}

export type Run = (settle?: Parameters<Call["execute"]>[3]) => Promise<unknown>;

/** A service token as the principal of an operation. */
export function principalOf(caller: ServiceCaller, request: ApiRequest): Principal {
  return {
    actor: { type: "token", id: caller.tokenId, label: caller.name },
    tenantId: caller.tenantId,
    platform: caller.tenantId === null,
    permissions: caller.permissions,
    requestId: request.requestId,
    ip: request.address,
    userAgent: request.header("user-agent"),
  };
}

/** Refuses a caller who may run none of an endpoint's operations, before anything is looked up for them. */
function requireAnyCall({ forTenant, forPlatform }: Endpoint, principal: Principal): void {
  const calls = [forTenant, forPlatform].filter((one) => one !== undefined);
  const refusals = calls.flatMap((one) => {
    try {
      authorise(one, principal);
      return [];
    } catch (error) {
      return [error];
    }
  });
  if (refusals.length === calls.length) throw refusals[0];
}
