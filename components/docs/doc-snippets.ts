// The code of the docs, with a tenant's own address, prefix and client id in it. No secret stands in any of it.
import type { Snippet } from "#components/feedback/code-snippet.tsx";

export interface DocFacts {
  /** Where programs call, without a trailing slash. */
  baseUrl: string;
  /** The brand of keys here: "kh". */
  keyPrefix: string;
  clientId: string;
  tenantName: string;
}

export function placeholderKey({ keyPrefix }: DocFacts): string {
  return `${keyPrefix}_live_…`;
}

export function placeholderToken({ keyPrefix }: DocFacts): string {
  return `${keyPrefix}_svc_…`;
}

export function verifyAnswer({ clientId, tenantName }: DocFacts): Snippet[] {
  const answer = {
    valid: true,
    code: "VALID",
    status: 200,
    requestId: "req_…",
    keyId: "key_…",
    name: "analytics",
    environment: "live",
    tenant: { id: "ten_…", clientId, name: tenantName },
    scopes: ["logs:write"],
    metadata: {},
    expiresAt: null,
    limits: [{ name: "minute", kind: "rate", meter: "requests", limit: 100, remaining: 99, resetMs: 41_000 }],
    response: null,
  };
  return [{ label: "Answer", code: JSON.stringify(answer, null, 2) }];
}

export function proxySnippets({ baseUrl }: DocFacts): Snippet[] {
  return [
    {
      label: "nginx",
      code: `location /api/ {
  auth_request /_keyhold;
  auth_request_set $client_id $upstream_http_x_client_id;
  proxy_set_header X-Client-Id $client_id;
  proxy_pass http://your-service;
}

location = /_keyhold {
  internal;
  proxy_pass ${baseUrl}/v1/authorize?scope=logs:write;
  proxy_pass_request_body off;
  proxy_set_header Content-Length "";
  proxy_set_header X-Forwarded-For $remote_addr;
}`,
    },
    {
      label: "Caddy",
      code: `your-service.example.com {
  forward_auth ${baseUrl} {
    uri /v1/authorize?scope=logs:write
    copy_headers X-Client-Id X-Key-Id X-Key-Scopes
  }
  reverse_proxy your-service:8080
}`,
    },
    {
      label: "Traefik",
      code: `http:
  middlewares:
    keyhold:
      forwardAuth:
        address: ${baseUrl}/v1/authorize?scope=logs:write
        authResponseHeaders: [X-Client-Id, X-Key-Id, X-Key-Scopes]`,
    },
  ];
}

export function meSnippets(facts: DocFacts): Snippet[] {
  return [
    {
      label: "curl",
      code: `curl '${facts.baseUrl}/v1/me' \\\n  -H 'Authorization: Bearer ${placeholderKey(facts)}'`,
    },
  ];
}

export function refusalSnippets(): Snippet[] {
  const body = {
    type: "/docs/errors/RATE_LIMITED",
    title: "Too many calls",
    status: 429,
    detail: "The limit minute allows 100 requests in 60 seconds. Try again in 41 seconds.",
    code: "RATE_LIMITED",
    requestId: "req_…",
  };
  return [
    {
      label: "429",
      code: [
        "HTTP/1.1 429 Too Many Requests",
        "Content-Type: application/problem+json",
        "Retry-After: 41",
        'RateLimit-Policy: "minute";q=100;w=60',
        'RateLimit: "minute";r=0;t=41',
        `X-Request-Id: ${body.requestId}`,
        "",
        JSON.stringify(body, null, 2),
      ].join("\n"),
    },
  ];
}
