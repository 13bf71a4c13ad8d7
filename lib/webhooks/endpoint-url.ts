// To which addresses messages may be sent. They are looked at when they are saved, and again on every connection.
import { invalidField } from "#lib/core/errors.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import type { EndpointKind } from "#lib/shared/webhooks.ts";

/** The address in its normal form. Throws `invalid_input` that names `url`. */
export async function endpointUrl({ vet }: Pick<QueryContext, "vet">, given: string): Promise<string> {
  if (!URL.canParse(given)) throw invalidField("url", "Give an address such as https://example.com/hooks.");
  const url = new URL(given);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw invalidField("url", "Use https.");
  if (url.username || url.password)
    throw invalidField("url", "Leave user name and password out of the address.");
  if (url.search || url.hash) throw invalidField("url", "Leave out everything after the path.");
  await vet?.(url.href, "url");
  return url.href;
}

/** What may be shown of an address: of Slack's, whose path is the secret, the host alone. */
export function shownUrl(kind: EndpointKind, url: string): string {
  return kind === "slack" ? `${new URL(url).origin}/…` : url;
}
