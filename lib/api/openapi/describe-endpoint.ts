// An endpoint of the management API in the words of OpenAPI.
import type { Endpoint } from "../endpoint.ts";
import { problems, ref } from "./parts.ts";
import type { Json, SchemaBook } from "./schema-book.ts";

const TENANT = "The tenant that is meant, by its id or client id. Needed with a token of the platform.";

interface ObjectSchema extends Json {
  properties?: Record<string, Json>;
  required?: string[];
}

/** The operation object of an endpoint; its schemas are written into `book`. */
export function describeEndpoint(spec: Endpoint, book: SchemaBook): Json {
  const call = spec.forPlatform ?? spec.forTenant;
  if (!call) throw new Error(`${spec.path} runs nothing`);
  const operationId = operationIdOf(spec);
  const input = ownFields(spec, book.inline(`${operationId}Input`, call.input, "input"));
  return {
    operationId,
    tags: [spec.tag],
    summary: spec.summary,
    security: [{ serviceToken: [] }],
    parameters: [
      ...pathParameters(spec),
      ...(spec.method === "GET" ? queryParameters(input) : []),
      ...repeat(spec),
    ],
    ...(spec.method !== "GET" && { requestBody: bodyOf(input) }),
    responses: {
      [String(spec.status ?? 200)]: {
        description: "Done.",
        content: spec.file ? fileOf(spec) : answerOf(spec, book),
      },
      ...problems(statusesOf(spec)),
    },
    "x-permission": typeof call.can === "string" ? [call.can] : call.can,
  };
}

function fileOf({ fileType = "application/gzip" }: Endpoint): Json {
  return { [fileType]: { schema: { type: "string", format: "binary" } } };
}

function answerOf({ answer }: Endpoint, book: SchemaBook): Json {
  return { "application/json": { schema: book.name(answer.name, answer.schema, "output") } };
}

/** "/v1/keys/:id" as "/v1/keys/{id}". */
export const openApiPath = (path: string) => path.replace(/:(\w+)/g, "{$1}");

/** POST /v1/keys/:id/rotate is "postKeysIdRotate". */
function operationIdOf({ method, path }: Endpoint): string {
  const words = path.replace("/v1/", "").split(/[/:]+/);
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

/** Without what the path says, and with the tenant where it may be named. */
function ownFields({ method, where, params = {} }: Endpoint, input: ObjectSchema): ObjectSchema {
  const taken = new Set(Object.values(params));
  const kept = Object.entries(input.properties ?? {}).filter(([name]) => !taken.has(name));
  // An empty parameter of a query counts as left out; in a body null does.
  const shape = method === "GET" ? { type: "string" } : { type: ["string", "null"], minLength: 1 };
  const tenant: Record<string, Json> = where === "named" ? { tenant: { ...shape, description: TENANT } } : {};
  const required = (input.required ?? []).filter((name) => !taken.has(name));
  const { required: _, ...rest } = input;
  return {
    ...rest,
    properties: { ...tenant, ...Object.fromEntries(kept) },
    ...(required.length > 0 && { required }),
  };
}

function pathParameters({ path }: Endpoint): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters({ properties = {}, required = [] }: ObjectSchema): Json[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

function repeat({ repeatable }: Endpoint): Json[] {
  return repeatable ? [ref("parameters", "IdempotencyKey")] : [];
}

function bodyOf(schema: ObjectSchema): Json {
  return { required: Boolean(schema.required), content: { "application/json": { schema } } };
}

function statusesOf({ method, where, repeatable, params, namesTarget, mayClash, file }: Endpoint): number[] {
  const targeted = where !== "platform" || params !== undefined || namesTarget;
  const clashes = method === "POST" || repeatable || mayClash || file;
  return [
    400,
    401,
    403,
    ...(targeted ? [404] : []),
    ...(clashes ? [409] : []),
    ...(method === "GET" ? [] : [413, 415]),
    422,
    503,
  ];
}
