// What a request says, as one object: its body, or for GET its query, with the parameters of its path.
import { z } from "zod";
import { DomainError, invalidField } from "#lib/core/errors.ts";
import type { ApiRequest } from "#lib/http/api-request.ts";
import { BODY_LIMIT_BYTES, jsonBody } from "#lib/http/json-body.ts";
import type { Endpoint } from "./endpoint.ts";

export interface Sent {
  /** The field `tenant`, taken out of the input where it names the tenant that is acted for. */
  tenant: string | undefined;
  input: Record<string, unknown>;
}

type Spec = Pick<Endpoint, "method" | "where" | "params" | "forTenant" | "forPlatform">;

/** Throws as jsonBody() does, and `invalid_input` for a body that is no object. */
export async function readInput(spec: Spec, request: ApiRequest): Promise<Sent> {
  const fields = spec.method === "GET" ? queryOf(spec, request.query) : await bodyOf(request);
  if (spec.method !== "GET") refuseQuery(request.query);
  for (const [param, name] of Object.entries(spec.params ?? {})) {
    if (Object.hasOwn(fields, name)) throw invalidField(name, "This field is not known.");
    fields[name] = request.params[param];
  }
  if (spec.where !== "named") return { tenant: undefined, input: fields };
  const { tenant, ...input } = fields;
  if (tenant === undefined || tenant === null) return { tenant: undefined, input };
  if (typeof tenant === "string" && tenant !== "") return { tenant, input };
  throw invalidField("tenant", "Name the tenant by its id or client id.");
}

/** An empty body is an empty object; the operation says which fields it misses. */
async function bodyOf(request: ApiRequest): Promise<Record<string, unknown>> {
  if ((await request.bytes(BODY_LIMIT_BYTES)).length === 0) return {};
  const body = await jsonBody(request);
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return { ...body };
  throw new DomainError("invalid_input", "body: Send a JSON object.", {
    fields: { body: "Send a JSON object." },
  });
}

/** A repeated parameter is a list, and so is a single one where the operation takes a list. Empty ones count as left out. */
function queryOf({ forTenant, forPlatform }: Spec, query: URLSearchParams): Record<string, unknown> {
  const lists = listFields(forPlatform?.input ?? forTenant?.input);
  const fields: Record<string, unknown> = {};
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name).filter((value) => value !== "");
    if (values.length > 0) fields[name] = values.length > 1 || lists.has(name) ? values : values[0];
  }
  return fields;
}

function refuseQuery(query: URLSearchParams): void {
  const [name] = [...query.keys()];
  if (name !== undefined) throw invalidField(name, "Send this in the body, not in the query string.");
}

function listFields(schema: z.ZodType | undefined): Set<string> {
  if (!(schema instanceof z.ZodObject)) return new Set();
  const names = Object.entries(schema.shape).filter(([, field]) => takesList(field as z.ZodType));
  return new Set(names.map(([name]) => name));
}

function takesList(field: z.ZodType): boolean {
  if (field instanceof z.ZodArray) return true;
  const wrapped =
    field instanceof z.ZodOptional || field instanceof z.ZodNullable || field instanceof z.ZodDefault;
  return wrapped && takesList(field.unwrap() as z.ZodType);
}
