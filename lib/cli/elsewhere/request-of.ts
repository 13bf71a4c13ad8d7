// An operation as the request that asks a Keyhold elsewhere for it. Method, path and who fills which part of it stand in
// the table of endpoints that the api itself is made of.
import type { Endpoint } from "#lib/api/endpoint.ts";
import { managementEndpoints } from "#lib/api/management/routes.ts";
import { notFound } from "#lib/core/errors.ts";
import type { Operation } from "#lib/core/operation.ts";
import type { TenantName } from "../keyhold.ts";

export interface Request {
  method: Endpoint["method"];
  /** With its query. */
  path: string;
  body: string | null;
  /** Whether sending it again with the same Idempotency-Key does it once. */
  repeatable: boolean;
}

/** What names an operation: the same one on a tenant's things and on the platform's own is two. */
type Named = Pick<Operation, "name" | "on">;

type Fields = Record<string, unknown>;

/** The endpoint that runs an operation. Of two, the one whose path names the tenant is for a tenant that is named. */
export function endpointOf(operation: Named, tenant: TenantName = null): Endpoint | undefined {
  const offering = managementEndpoints.filter(({ forTenant, forPlatform }) =>
    [forTenant, forPlatform].some((call) => call?.name === operation.name && call.on === operation.on),
  );
  return offering.find(({ where }) => tenant !== null && where === "path") ?? offering[0];
}

/** Throws an Error for an operation that REST does not offer: its command belongs to the installation at hand. */
export function requestOf(operation: Named, input: Fields, tenant: TenantName): Request {
  const endpoint = endpointOf(operation, tenant);
  if (!endpoint) throw new Error(`${operation.name} has no path`);
  const { method, where, params = {}, repeatable = false } = endpoint;
  const taken = new Set(Object.values(params));
  const fields = Object.fromEntries(Object.entries(input).filter(([name]) => !taken.has(name)));
  const rest = where === "named" && tenant !== null ? { ...fields, tenant } : fields;
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, param: string) =>
    segment(where === "path" && param === "id" ? tenant : input[params[param] ?? ""]),
  );
  return method === "GET"
    ? { method, path: path + queryOf(rest), body: null, repeatable: true }
    : { method, path, body: JSON.stringify(rest), repeatable };
}

/** Dots alone would lead to another path. */
function segment(value: unknown): string {
  const text = String(value ?? "");
  if (/^\.{0,2}$/.test(text)) throw notFound("thing");
  return encodeURIComponent(text);
}

/** Lists repeat their name; what is not given is left out. */
function queryOf(fields: Fields): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((one) => one !== undefined && one !== null)
      .map((one) => [name, String(one)]),
  );
  const query = new URLSearchParams(pairs).toString();
  return query && `?${query}`;
}
