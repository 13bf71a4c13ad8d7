import { command } from "#lib/core/operation.ts";
import { endToken } from "./end-token.ts";
import { belongsTo } from "./queries.ts";
import { TokenTarget } from "./schemas.ts";

/** Ends a token of the tenant for good. */
export const revokeToken = command({
  name: "token.revoke",
  on: "tenant",
  can: "tokens:write",
  input: TokenTarget,
  run: (context, { tokenId }) => endToken(context, belongsTo(context.tenantId), tokenId),
});
