// /llms.txt: what a program that writes programs needs to know to use Keyhold. docs/llms.txt is the same.

/** In the form of llmstxt.org; `publicUrl` is where the installation is reached. */
export const llmsText = (publicUrl: string): string => `# Keyhold

> Keyhold issues API keys for an API provider and verifies them. A service asks it about every call; staff and customers
> look after keys on a dashboard. Everything below is at ${publicUrl}.

- Services authenticate with \`Authorization: Bearer\` and a service token. Holders of issued keys send theirs there or in
  \`X-API-Key\`. A key in a query string is refused.
- JSON is camelCase; times are RFC 3339; unknown fields in a body are refused with 422.
- Errors are application/problem+json. Compare \`code\`; \`type\` is the path of a page that explains it.
- \`POST /v1/keys/verify\` with \`{"key": "…", "scopes": ["logs:write"], "resource": "POST /logs"}\` answers 200 whether or not
  the key is good. When \`valid\` is false, send \`response\` (status, headers, body) to your caller as it is. Needs
  \`keys:verify\`.
- \`GET /v1/authorize?scope=logs:write\` decides by status alone, for nginx, Caddy, Envoy and Traefik, with the caller's key.
- \`POST /v1/usage\` with \`{"events": [{"id": "job-1", "keyId": "key_…", "meter": "patients", "quantity": 20}]}\`: the same
  \`id\` again is not counted again. Needs \`usage:write\`.
- \`POST /v1/keys\` makes a key and answers its \`secret\`, this once. Send an \`Idempotency-Key\` with whatever creates.
- \`POST /v1/chat/completions\`, \`/v1/embeddings\` and \`/v1/messages\` are OpenAI's and Anthropic's, with an issued key.
- 429 and 503 carry \`Retry-After\`; \`RateLimit\` says what is left.

## Reference

- [OpenAPI 3.1](${publicUrl}/openapi.json): every path with its schemas and permissions
- [API reference](${publicUrl}/docs): the same as a page
- [Codes](${publicUrl}/docs/errors): what each error and outcome means, and what to do
`;
