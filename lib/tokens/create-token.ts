import { command } from "#lib/core/operation.ts";
import { issueToken } from "./issue-token.ts";
import { CreateToken } from "./schemas.ts";

/** Makes a token of the tenant. Its secret is in this answer and never again anywhere. */
export const createToken = command({
  name: "token.create",
  on: "tenant",
  can: "tokens:write",
  sensitive: true,
  input: CreateToken,
  run: (context, input) => issueToken(context, context.tenantId, input),
});
