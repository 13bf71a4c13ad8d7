// What every page of the dashboard tells the browser to refuse.
import type { Settings } from "#lib/core/env.ts";

const YEAR_SECONDS = 31_536_000;

type Site = Pick<Settings, "publicUrl" | "development" | "github" | "google" | "oidc">;

/** Headers that are the same for every page. HSTS only where the dashboard is reached by https. */
export function securityHeaders(site: Site): [string, string][] {
  const headers: [string, string][] = [
    ["X-Content-Type-Options", "nosniff"],
    ["X-Frame-Options", "DENY"],
    ["Referrer-Policy", "same-origin"],
    [
      "Permissions-Policy",
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    ],
    ["Cross-Origin-Opener-Policy", "same-origin"],
  ];
  if (isHttps(site)) headers.push(["Strict-Transport-Security", `max-age=${YEAR_SECONDS}`]);
  return headers;
}

/** The content security policy of one page; only scripts with this nonce run. */
export function contentSecurityPolicy(site: Site, nonce: string): string {
  const { development } = site;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws: wss:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    `form-action ${["'self'", ...signInOrigins(site)].join(" ")}`,
    "frame-ancestors 'none'",
    ...(isHttps(site) ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** Signing in elsewhere begins with a form that redirects there. */
function signInOrigins({ github, google, oidc }: Site): string[] {
  return [
    ...(github ? ["https://github.com"] : []),
    ...(google ? ["https://accounts.google.com"] : []),
    ...(oidc ? [new URL(oidc.issuer).origin] : []),
  ];
}

function isHttps({ publicUrl }: Site): boolean {
  return publicUrl.startsWith("https:");
}
