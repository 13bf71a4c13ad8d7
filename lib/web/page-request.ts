// What a request looks like before Next sees it: nothing that only Next itself may say, the true caller,
// a request id, and the policy from which Next takes the nonce of its scripts.
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Settings } from "#lib/core/env.ts";
import { forwardedFor } from "./forwarded.ts";
import { requestIdOf } from "./request-id.ts";
import { contentSecurityPolicy, securityHeaders } from "./security-headers.ts";

/** Headers with which Next's parts speak to each other. */
const INTERNAL =
  /^(x-middleware-|x-nextjs-|x-next-|x-invoke-|x-now-|x-matched-path$|x-prerender-|x-vercel-|next-resume$)/;
/** Sent by the development client for its error overlay. */
const DEVELOPMENT_IDS = new Set(["x-nextjs-request-id", "x-nextjs-html-request-id"]);

/** Returns what readies a request, and the headers of its answer, for Next. */
export function pageRequests(settings: Settings): (req: IncomingMessage, res: ServerResponse) => void {
  const fixed = securityHeaders(settings);
  const site = new URL(settings.publicUrl);

  return (req, res) => {
    const { headers } = req;
    for (const name of Object.keys(headers))
      if (INTERNAL.test(name) && !(settings.development && DEVELOPMENT_IDS.has(name))) delete headers[name];

    const nonce = randomBytes(16).toString("base64");
    const policy = contentSecurityPolicy(settings, nonce);
    const requestId = requestIdOf(headers["x-request-id"]?.toString() ?? null);
    headers["content-security-policy"] = policy;
    headers["x-nonce"] = nonce;
    headers["x-request-id"] = requestId;
    // Where to come back to after signing in.
    headers["x-keyhold-path"] = req.url;
    headers["x-forwarded-for"] = forwardedFor(req);
    // Next compares the origin of a server action with these, so they are ours and not the caller's.
    headers["x-forwarded-host"] = settings.development ? headers.host : site.host;
    headers["x-forwarded-proto"] = site.protocol.slice(0, -1);

    res.setHeader("Content-Security-Policy", policy);
    res.setHeader("X-Request-Id", requestId);
    for (const [name, value] of fixed) res.setHeader(name, value);
  };
}
