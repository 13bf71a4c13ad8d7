// Reads a JSON body, or says in one sentence why it cannot.
import { DomainError } from "#lib/core/errors.ts";
import type { ApiRequest } from "./api-request.ts";

export const BODY_LIMIT_BYTES = 1024 * 1024;

const decoder = new TextDecoder("utf-8", { fatal: true });

type Source = Pick<ApiRequest, "header" | "bytes" | "text">;

/**
 * The body as a value. Throws `unsupported_media_type` when it is not sent as JSON, `payload_too_large` above
 * `limitBytes`, `malformed_request` when it is not JSON in UTF-8.
 */
export async function jsonBody(request: Source, limitBytes = BODY_LIMIT_BYTES): Promise<unknown> {
  return parsedBody(request, request.text ?? (await request.bytes(limitBytes)));
}

/** The same of a body that is there. */
export function parsedBody(request: Pick<ApiRequest, "header">, text: string | Buffer): unknown {
  const type = request.header("content-type") ?? "";
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type))
    throw new DomainError(
      "unsupported_media_type",
      "Send the body as JSON, with Content-Type: application/json.",
    );
  if (text.length === 0) throw new DomainError("malformed_request", "The body is empty. Send a JSON object.");
  try {
    return JSON.parse(typeof text === "string" ? text : decoder.decode(text));
  } catch {
    throw new DomainError("malformed_request", "The body is not valid JSON.");
  }
}
