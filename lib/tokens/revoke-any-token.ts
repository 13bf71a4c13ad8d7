import { sql } from "drizzle-orm";
import { command } from "#lib/core/operation.ts";
import { endToken } from "./end-token.ts";
import { TokenTarget } from "./schemas.ts";

/** Ends a token of the platform or of any tenant for good; for platform staff. */
export const revokeAnyToken = command({
  name: "token.revoke_any",
  on: "platform",
  can: "tokens:write",
  input: TokenTarget,
  run: (context, { tokenId }) => endToken(context, sql`true`, tokenId),
});
