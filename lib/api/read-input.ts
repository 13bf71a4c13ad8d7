// What a request says, as one object: its body, or for GET its query, with the parameters of its path.
import { z } from "zod";
import { DomainError, invalidField } from "#lib/core/errors.ts";
import type { ApiRequest } from "#lib/http/api-request.ts";
import { BODY_LIMIT_BYTES, jsonBody } from "#lib/http/json-body.ts";
import type { Endpoint } from "./endpoint.ts";

export interface Sent {
  /** The field `tenant`, taken out of the input where it names the tenant that is acted for. */
  tenant: string | undefined;
  input: Fields;
}

type Fields = Record<string, unknown>;

type Spec = Pick<Endpoint, "method" | "where" | "params" | "forTenant" | "forPlatform">;

/** Throws as jsonBody() does, and `invalid_input` for a body that is no object. */
export async function readInput(spec: Spec, request: ApiRequest): Promise<Sent> {
  const { tenant, rest } = takeTenant(
    queryOf(spec, request.query),
    spec.where === "named" || spec.where === "key",
  );
  if (spec.method === "GET") return { tenant, input: withParams(spec, request, rest) };
  const [stray] = Object.keys(rest);
  if (stray !== undefined) throw invalidField(stray, "Send this in the body, not in the query string.");
  const body = takeTenant(await bodyOf(request), spec.where === "named");
  return { tenant: body.tenant ?? tenant, input: withParams(spec, request, body.rest) };
}

/** `named` says whether the field `tenant` names the tenant that is acted for, or is a field like any other. */
function takeTenant(fields: Fields, named: boolean): { tenant: string | undefined; rest: Fields } {
  if (!named) return { tenant: undefined, rest: fields };
  const { tenant, ...rest } = fields;
  if (tenant === undefined || tenant === null) return { tenant: undefined, rest };
  if (typeof tenant === "string" && tenant !== "") return { tenant, rest };
  throw invalidField("tenant", "Name the tenant by its id or client id.");
}

function withParams({ params = {} }: Spec, request: ApiRequest, fields: Fields): Fields {
  const input = { ...fields };
  for (const [param, name] of Object.entries(params)) {
    if (Object.hasOwn(fields, name)) throw invalidField(name, "This field is not known.");
    input[name] = request.params[param];
  }
  return input;
}

/** An empty body is an empty object; the operation says which fields it misses. */
async function bodyOf(request: ApiRequest): Promise<Fields> {
  if ((await request.bytes(BODY_LIMIT_BYTES)).length === 0) return {};
  const body = await jsonBody(request);
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return { ...body };
  throw new DomainError("invalid_input", "body: Send a JSON object.", {
    fields: { body: "Send a JSON object." },
  });
}

/** A repeated parameter is a list, and so is a single one where the operation takes a list. Empty ones count as left out. */
function queryOf({ forTenant, forPlatform }: Spec, query: URLSearchParams): Fields {
  const lists = listFields(forPlatform?.input ?? forTenant?.input);
  const fields: Fields = {};
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name).filter((value) => value !== "");
    const isList = values.length > 1 || (lists.has(name) && name !== "tenant");
    if (values.length > 0) fields[name] = isList ? values : values[0];
  }
  return fields;
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
