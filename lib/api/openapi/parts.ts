// What every operation of the OpenAPI document shares.
import type { Json } from "./schema-book.ts";

export const ref = (kind: string, name: string): Json => ({ $ref: `#/components/${kind}/${name}` });

const PROBLEMS: Record<number, string> = {
  400: "The request could not be read.",
  401: "No key or token, or none that works.",
  403: "Not allowed.",
  404: "It does not exist, or is another's.",
  409: "It clashes with how things are, or the same request is still being worked on.",
  413: "The body is too large.",
  415: "The body is not sent as JSON.",
  422: "The input is not valid; fields names what is wrong.",
  429: "Too many calls; Retry-After says when to come back.",
  503: "Not available right now; Retry-After says when to come back.",
};

/** The responses of an operation that fails with one of `statuses`. */
export function problems(statuses: readonly number[]): Json {
  return Object.fromEntries(statuses.map((status) => [String(status), ref("responses", `Problem${status}`)]));
}

const problem = {
  type: "object",
  required: ["type", "title", "status", "detail", "code", "requestId"],
  properties: {
    type: { type: "string", description: "The page that explains the code, as a path of this installation." },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { type: "string" },
    requestId: { type: "string" },
    fields: {
      type: "object",
      additionalProperties: { type: "string" },
      description: "What is wrong with each field.",
    },
  },
};

/** Everything under `components` but the schemas of operations. */
export function sharedComponents(brand: string): { schemas: Record<string, Json> } & Json {
  return {
    securitySchemes: {
      serviceToken: { type: "http", scheme: "bearer", description: `A service token, ${brand}_svc_…` },
      issuedKey: { type: "http", scheme: "bearer", description: `An issued key, ${brand}_live_…` },
      issuedKeyHeader: { type: "apiKey", in: "header", name: "X-API-Key" },
    },
    parameters: {
      IdempotencyKey: {
        name: "Idempotency-Key",
        in: "header",
        description: "The same key and body get the same answer for 24 hours.",
        schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[!-~]([ -~]*[!-~])?$" },
      },
    },
    responses: Object.fromEntries(
      Object.entries(PROBLEMS).map(([status, description]) => [
        `Problem${status}`,
        { description, content: { "application/problem+json": { schema: ref("schemas", "Problem") } } },
      ]),
    ),
    schemas: { Problem: problem },
  };
}
