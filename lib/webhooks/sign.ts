// The signature of Standard Webhooks 1.0: HMAC-SHA-256 of "id.timestamp.body" under the bytes behind "whsec_".
import { createHmac } from "node:crypto";

export interface Signed {
  id: string;
  /** Seconds since 1970. */
  timestamp: number;
  body: string;
}

/** The three headers. Several secrets make several signatures, of which a receiver needs to know one. */
export function signedHeaders(message: Signed, secrets: readonly string[]): Record<string, string> {
  return {
    "webhook-id": message.id,
    "webhook-timestamp": String(message.timestamp),
    "webhook-signature": secrets.map((secret) => signature(message, secret)).join(" "),
  };
}

function signature({ id, timestamp, body }: Signed, secret: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}
