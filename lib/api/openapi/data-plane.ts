// The data plane's paths in the words of OpenAPI.
import { z } from "zod";
import { ENVIRONMENTS, OUTCOMES, type Outcome } from "#lib/shared/outcomes.ts";
import { ChangesAnswer } from "../data-plane/changes.ts";
import { REPORTS_AT_MOST, Report } from "../data-plane/usage-request.ts";
import { VerifyRequest } from "../data-plane/verify-request.ts";
import { problems } from "./parts.ts";
import type { Json, SchemaBook } from "./schema-book.ts";

const time = z.iso.datetime().nullable();
const limit = z.looseObject({
  name: z.string(),
  kind: z.enum(["rate", "quota"]),
  meter: z.string(),
  limit: z.int(),
  remaining: z.int(),
  resetMs: z.int().nullable(),
});

const VerifyAnswer = z.looseObject({
  valid: z.boolean(),
  code: z.enum(OUTCOMES as [Outcome, ...Outcome[]]),
  /** What the service should give its caller. */
  status: z.int(),
  requestId: z.string(),
  keyId: z.string().nullable(),
  secretId: z.string().nullable(),
  name: z.string().nullable(),
  environment: z.enum(ENVIRONMENTS).nullable(),
  tenant: z.looseObject({ id: z.string(), clientId: z.string(), name: z.string() }).nullable(),
  scopes: z.array(z.string()),
  metadata: z.record(z.string(), z.unknown()),
  expiresAt: time,
  demo: z.boolean(),
  legacy: z.boolean(),
  limits: z.array(limit),
  response: z
    .looseObject({
      status: z.int(),
      headers: z.record(z.string(), z.string()),
      body: z.record(z.string(), z.unknown()),
    })
    .nullable(),
});

const MeAnswer = z.looseObject({
  keyId: z.string(),
  name: z.string(),
  clientId: z.string(),
  environment: z.enum(ENVIRONMENTS),
  scopes: z.array(z.string()),
  expiresAt: time,
  limits: z.array(limit),
  perRequest: z.record(z.string(), z.int()),
  usage: z.looseObject({}),
});

const UsageReports = z.strictObject({ events: z.array(Report).min(1).max(REPORTS_AT_MOST) });

const UsageAnswer = z.looseObject({
  results: z.array(
    z.looseObject({
      id: z.string(),
      status: z.enum(["accepted", "duplicate", "conflict", "invalid"]),
      detail: z.string().nullable(),
    }),
  ),
});

const HOLDER = { tags: ["For holders of keys"], security: [{ issuedKey: [] }, { issuedKeyHeader: [] }] };

/** The path objects of verification, forward authentication and /v1/me. */
export function describeDataPlane(book: SchemaBook): Record<string, Json> {
  const jsonOf = (name: string, schema: z.ZodType, io: "input" | "output" = "output") => ({
    "application/json": { schema: book.name(name, schema, io) },
  });
  return {
    "/v1/keys/verify": {
      post: {
        operationId: "verifyKey",
        tags: ["Verification"],
        summary: "Ask whether a key is good for a call.",
        security: [{ serviceToken: [] }],
        requestBody: { required: true, content: jsonOf("VerifyRequest", VerifyRequest, "input") },
        responses: {
          200: {
            description: "The answer, whether the key is good or not.",
            content: jsonOf("VerifyAnswer", VerifyAnswer),
          },
          ...problems([400, 401, 403, 413, 415, 422, 503]),
        },
        "x-permission": ["keys:verify"],
      },
    },
    "/v1/usage": {
      post: {
        operationId: "reportUsage",
        tags: ["Usage"],
        summary:
          "Report amounts that were used. The same id again is not counted again, for at least 35 days.",
        security: [{ serviceToken: [] }],
        requestBody: { required: true, content: jsonOf("UsageReports", UsageReports, "input") },
        responses: {
          200: {
            description: "One result for each event, in their order. What was accepted is committed.",
            content: jsonOf("UsageAnswer", UsageAnswer),
          },
          ...problems([400, 401, 403, 413, 415, 422, 429, 503]),
        },
        "x-permission": ["usage:write"],
      },
    },
    "/v1/changes": {
      get: {
        operationId: "changes",
        tags: ["Verification"],
        summary: "What changed lately, for clients that remember answers. Waits for news when it is told to.",
        security: [{ serviceToken: [] }],
        parameters: [
          parameter("after", "The seq of the answer before; left out at first.", {
            type: "integer",
            minimum: 0,
          }),
          parameter("waitSeconds", "How long to wait for news.", {
            type: "integer",
            minimum: 0,
            maximum: 25,
            default: 0,
          }),
        ],
        responses: {
          200: {
            description: "The keys and tenants about which remembered answers are to be forgotten.",
            content: jsonOf("Changes", ChangesAnswer),
          },
          ...problems([400, 401, 403, 422, 503]),
        },
        "x-permission": ["keys:verify"],
      },
    },
    "/v1/authorize": { get: authorize },
    "/v1/authorize/{path}": { get: authorizePath },
    "/v1/me": {
      get: {
        operationId: "me",
        ...HOLDER,
        summary: "Ask what one's own key is and may still do.",
        responses: {
          200: { description: "The key.", content: jsonOf("Me", MeAnswer) },
          ...problems([400, 401, 403, 429, 503]),
        },
      },
    },
  };
}

const parameter = (name: string, description: string, schema: Json): Json => ({
  name,
  in: "query",
  description,
  schema,
});

const header = (description: string): Json => ({ description, schema: { type: "string" } });

const authorize: Json = {
  operationId: "authorize",
  ...HOLDER,
  summary: "Admit or refuse a call, for nginx auth_request, Traefik, Caddy and Envoy. Any method.",
  parameters: [
    parameter("scope", "All that are named are needed.", { type: "array", items: { type: "string" } }),
    parameter("cost", "What the call counts on requests.", { type: "integer", minimum: 0, default: 1 }),
    parameter("resource", "What is called, for the usage charts.", { type: "string" }),
  ],
  responses: {
    200: {
      description: "Admitted.",
      headers: Object.fromEntries(
        ["X-Client-Id", "X-Tenant-Id", "X-Key-Id", "X-Key-Name", "X-Key-Scopes", "X-Key-Environment"].map(
          (name) => [name, header("Whose key it is.")],
        ),
      ),
    },
    ...problems([400, 401, 403, 422, 429, 503]),
  },
};

/** Where the asked path stands behind ours, the query is the caller's own. */
const authorizePath: Json = {
  ...authorize,
  operationId: "authorizePath",
  summary:
    "The same for proxies that put their caller's path behind it. The path is the resource; its query says nothing here.",
  parameters: [
    {
      name: "path",
      in: "path",
      required: true,
      description: "What is called, slashes included. Without one, and with a query, the call is malformed.",
      schema: { type: "string" },
    },
  ],
};
