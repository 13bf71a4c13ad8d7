// To which address a provider's key may be sent: vetted when it is saved, whoever saves it, and again on every connection.
import { DomainError, invalidField } from "#lib/core/errors.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { PROVIDERS, type ProviderId } from "#lib/shared/providers.ts";

/** Without a trailing slash. Throws `invalid_input` that names `baseUrl`. */
export async function baseUrlOf(
  { vet }: Pick<QueryContext, "vet">,
  provider: ProviderId,
  given: string | null | undefined,
): Promise<string> {
  const { baseUrl: own, name } = PROVIDERS[provider];
  if (own === null && !given) return missing(name);
  const fault = given && provider === "azure-openai" ? faultOfAzure(given) : null;
  if (fault) throw invalidField("baseUrl", fault);
  if (own === null && given) return vet ? vet(given, "baseUrl") : tidy(given);
  if (given && tidy(given) !== own)
    throw invalidField("baseUrl", `${name} answers at ${own}; use openai-compatible for another address.`);
  return own ?? missing(name);
}

/** Whether the address that somebody gave may be called; what is wrong with it, or null. */
export async function faultOfAddress(
  { vet }: Pick<QueryContext, "vet">,
  provider: ProviderId,
  address: string,
): Promise<string | null> {
  if (!vet || PROVIDERS[provider].baseUrl !== null) return null;
  return vet(address, "baseUrl").then(
    () => null,
    (error: unknown) => (error instanceof DomainError ? (error.fields?.baseUrl ?? error.message) : "unknown"),
  );
}

const AZURE = /\.(openai|services\.ai|cognitiveservices)\.azure\.(com|us|cn)$/;

/**
 * Azure's own hosts answer as OpenAI does below /openai/v1 alone: there a model is asked for by the name of its deployment,
 * and no api-version is. What stands before them is somebody's own, and answers where it likes.
 */
function faultOfAzure(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { hostname, pathname, search } = new URL(text);
  if (pathname.includes("/deployments/") || /api-version/.test(search))
    return "Give the address of the resource, such as https://NAME.openai.azure.com/openai/v1: models are asked for by the name of their deployment, without an api-version.";
  if (!AZURE.test(hostname) || /^\/openai\/v1\/*$/.test(pathname)) return null;
  return `Azure answers below /openai/v1: give https://${hostname}/openai/v1.`;
}

function tidy(text: string): string {
  if (!URL.canParse(text)) throw invalidField("baseUrl", "Give an address that begins with https://.");
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol))
    throw invalidField("baseUrl", "Give an address that begins with https://.");
  if (url.username || url.password)
    throw invalidField("baseUrl", "Leave user and password out of the address.");
  if (url.search || url.hash) throw invalidField("baseUrl", "Leave ? and # out of the address.");
  return url.href.replace(/\/+$/, "");
}

function missing(name: string): never {
  throw invalidField("baseUrl", `${name} has no address of its own: give the one of your account.`);
}
