// A path of the gateway: whatever goes wrong under it is answered in the form that the path's own SDK reads.
import { toDomainError } from "#lib/core/driver-errors.ts";
import { DomainError } from "#lib/core/errors.ts";
import type { NowOrLater } from "#lib/core/now-or-later.ts";
import { type Dialect, failureAnswer, failureOf, GatewayError } from "#lib/gateway/failure.ts";
import type { Answer, ApiRequest, Route } from "#lib/http/api-request.ts";
import { bearer } from "#lib/http/bearer.ts";
import type { ApiContext } from "../context.ts";

interface Spec {
  method: "GET" | "POST";
  path: string;
  /** Anthropic's SDK says which version it speaks; where both have a path, that tells them apart. */
  dialect: Dialect | "of caller";
  answer(request: ApiRequest, secret: string): NowOrLater<Answer>;
}

export function gatewayRoute({ log, deps }: ApiContext, { method, path, dialect, answer }: Spec): Route {
  return {
    method: "ANY",
    path,
    handler(request) {
      const form = dialect === "of caller" ? dialectOf(request) : dialect;
      const failed = (error: unknown): Answer => {
        const known = error instanceof GatewayError ? error : toDomainError(error);
        if (known instanceof DomainError && known.code === "internal" && !request.signal.aborted) {
          const cause = known.cause instanceof Error ? known.cause : undefined;
          const { requestId } = request;
          log.error(
            { requestId, path, fault: cause?.message, stack: cause?.stack },
            "a call through the gateway failed",
          );
        }
        const answered = failureAnswer(form, failureOf(known), request.requestId);
        return answered.status === 405
          ? { ...answered, headers: { ...answered.headers, Allow: method } }
          : answered;
      };
      try {
        if (request.method === "OPTIONS")
          return new Response(null, { status: 204, headers: { Allow: `${method}, OPTIONS` } });
        if (request.method !== method && !(method === "GET" && request.method === "HEAD"))
          throw new DomainError(
            "method_not_allowed",
            `${request.method} is not possible here. Use ${method}.`,
          );
        const secret = bearer(request, deps.keyPrefix);
        if (secret === null)
          throw new DomainError(
            "unauthenticated",
            "Send an API key in Authorization: Bearer or in X-API-Key.",
          );
        const answered = answer(request, secret);
        return answered instanceof Promise ? answered.catch(failed) : answered;
      } catch (error) {
        return failed(error);
      }
    },
  };
}

export function dialectOf(request: ApiRequest): Dialect {
  return request.header("anthropic-version") === null ? "openai" : "anthropic";
}
