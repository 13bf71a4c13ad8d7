// X-Forwarded-For as the next process should see it: what came, and the address that it truly came from.
import type { IncomingMessage } from "node:http";

/** The header's value with the peer of this connection as its last hop. */
export function forwardedFor(req: IncomingMessage): string {
  const peer = plain(req.socket.remoteAddress ?? "unknown");
  const before = req.headers["x-forwarded-for"];
  return before ? `${before}, ${peer}` : peer;
}

function plain(address: string): string {
  return address.startsWith("::ffff:") && address.includes(".") ? address.slice("::ffff:".length) : address;
}
