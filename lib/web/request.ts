// The request that is being answered, as far as operations and the audit trail need it.
import "server-only";
import { cookies, headers } from "next/headers";
import { decode } from "next-auth/jwt";
import { cache } from "react";
import { clientAddress, parseBlocks } from "#lib/http/client-address.ts";
import { cookieName } from "./cookies.ts";
import { webSettings } from "./deps.ts";
import { requestIdOf } from "./request-id.ts";
import { pagePath } from "./safe-path.ts";

export interface WebRequest {
  /** The random token inside the session cookie. */
  sessionToken: string | null;
  /** The Origin header. */
  origin: string | null;
  requestId: string;
  /** The path of the page that asks, or whose form was sent. */
  path?: string;
  ip: string | null;
  userAgent: string | null;
}

export const currentRequest = cache(async (): Promise<WebRequest> => {
  const [head, jar] = await Promise.all([headers(), cookies()]);
  const settings = webSettings();
  return {
    sessionToken: await tokenIn(jar.get(cookieName(settings.publicUrl, "session"))?.value),
    origin: head.get("origin"),
    requestId: requestIdOf(head.get("x-request-id")),
    path: pagePath(head.get("x-keyhold-path")),
    ip: addressIn(head.get("x-forwarded-for"), settings.trustedProxies),
    userAgent: head.get("user-agent")?.slice(0, 400) ?? null,
  };
});

/** The dashboard's server appends the peer of the connection, so the last hop is always true. */
function addressIn(forwardedFor: string | null, trusted: readonly string[]): string | null {
  const hops = forwardedFor?.split(",") ?? [];
  const peer = hops.pop()?.trim();
  return clientAddress(peer, hops.join(","), parseBlocks(trusted));
}

/** The cookie is an encrypted JWT that holds one thing: the random token of a session row. */
async function tokenIn(cookie: string | undefined): Promise<string | null> {
  const secret = webSettings().authSecret;
  if (!cookie || !secret) return null;
  try {
    const payload = await decode({ token: cookie, secret: secret.reveal() });
    return typeof payload?.session === "string" ? payload.session : null;
  } catch {
    return null;
  }
}
