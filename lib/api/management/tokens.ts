// The paths of service tokens.
import { pageOf } from "#lib/core/page.ts";
import { createPlatformToken } from "#lib/tokens/create-platform-token.ts";
import { createToken } from "#lib/tokens/create-token.ts";
import { listAllTokens } from "#lib/tokens/list-all-tokens.ts";
import { listTokens } from "#lib/tokens/list-tokens.ts";
import { revokeAnyToken } from "#lib/tokens/revoke-any-token.ts";
import { revokeToken } from "#lib/tokens/revoke-token.ts";
import { TokenView, TokenWithSecret } from "#lib/tokens/view.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

export const tokenEndpoints: Endpoint[] = [
  {
    method: "POST",
    path: "/v1/tokens",
    tag: "Service tokens",
    summary:
      "Make a service token, of the tenant that is named or else of the platform. Its secret is sent once.",
    where: "named",
    forTenant: call(createToken),
    forPlatform: call(createPlatformToken),
    answer: { name: "TokenWithSecret", schema: TokenWithSecret },
    status: 201,
    repeatable: true,
  },
  {
    method: "GET",
    path: "/v1/tokens",
    tag: "Service tokens",
    summary: "List service tokens, newest first.",
    where: "named",
    forTenant: call(listTokens),
    forPlatform: call(listAllTokens),
    answer: { name: "TokenPage", schema: pageOf(TokenView) },
  },
  {
    method: "POST",
    path: "/v1/tokens/:id/revoke",
    tag: "Service tokens",
    summary: "End a service token for good.",
    where: "named",
    params: { id: "tokenId" },
    forTenant: call(revokeToken),
    forPlatform: call(revokeAnyToken),
    answer: { name: "Token", schema: TokenView },
  },
];
