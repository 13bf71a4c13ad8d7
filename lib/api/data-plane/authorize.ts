// ANY /v1/authorize: a proxy asks with nothing but its caller's key. 200 with who it is, or the refusal with its status.
import { z } from "zod";
import { parseInput } from "#lib/core/input.ts";
import { after } from "#lib/core/now-or-later.ts";
import type { ApiRequest, Handler } from "#lib/http/api-request.ts";
import type { TextAnswer } from "#lib/http/text-answer.ts";
import { limitHeaders } from "#lib/verify/answer.ts";
import type { KeyRecord } from "#lib/verify/record.ts";
import { type Verification, verify } from "#lib/verify/verify.ts";
import type { ApiContext } from "../context.ts";
import { holderKey, refusalResponse } from "./holder.ts";
import { amount, label, scope } from "./verify-request.ts";

const Query = z.strictObject({
  scope: z.array(scope).max(100, "Give at most 100 scopes.").default([]),
  cost: z
    .string("Give cost once.")
    .regex(/^\d{1,13}$/, "Give a whole number of at least 0.")
    .transform(Number)
    .pipe(amount)
    .default(1),
  resource: label.optional(),
});

export function authorize({ verification: verifying, deps }: ApiContext): Handler {
  return (request) => {
    const key = holderKey(request, deps.keyPrefix);
    const { scope: scopes, cost, resource } = parseInput(Query, queryOf(request.query));
    const verification = verify(
      verifying,
      key,
      { scopes, cost, units: {}, ip: request.address, onlyTenant: null },
      {
        requestId: request.requestId,
        resource: resource ?? forwardedResource(request),
        userAgent: request.header("user-agent"),
        tags: [],
      },
    );
    return after(verification, (result) => refusalResponse(result, request.requestId) ?? admission(result));
  };
}

/** `scope` may be repeated; anything else that is repeated is a list, which its rule refuses. */
function queryOf(query: URLSearchParams): Record<string, unknown> {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = query.getAll(name);
      return [name, name === "scope" || values.length > 1 ? values : values[0]];
    }),
  );
}

/** What the proxy was asked for, when it is one that we trust to say so. */
function forwardedResource(request: ApiRequest): string | null {
  if (!request.viaTrustedProxy) return null;
  const method = request.header("x-forwarded-method") ?? request.header("x-original-method");
  const target = request.header("x-forwarded-uri") ?? request.header("x-original-uri");
  if (target === null) return null;
  const path = target.split("?")[0] ?? "";
  return method === null ? path : `${method} ${path}`;
}

function admission(result: Verification): TextAnswer {
  const record = result.record as KeyRecord;
  return {
    status: 200,
    text: null,
    headers: {
      "X-Client-Id": record.tenant.clientId,
      "X-Tenant-Id": record.tenant.id,
      "X-Key-Id": record.id,
      "X-Key-Name": headerText(record.name),
      "X-Key-Scopes": record.scopes.map(headerText).join(" "),
      "X-Key-Environment": record.environment,
      "Cache-Control": "no-store",
      ...limitHeaders(result),
    },
  };
}

/** What a header cannot carry is percent-encoded, as UTF-8; so is "%" itself. */
function headerText(text: string): string {
  return text.toWellFormed().replace(/[^\x20-\x24\x26-\x7e]+/g, encodeURIComponent);
}
