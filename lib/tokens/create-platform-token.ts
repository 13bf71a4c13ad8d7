import { command } from "#lib/core/operation.ts";
import { issueToken } from "./issue-token.ts";
import { CreateToken } from "./schemas.ts";

/** Makes a token of the platform, which may act for any tenant. Its secret is in this answer and never again anywhere. */
export const createPlatformToken = command({
  name: "token.create_platform",
  on: "platform",
  can: "tokens:write",
  sensitive: true,
  input: CreateToken,
  run: (context, input) => issueToken(context, null, input),
});
