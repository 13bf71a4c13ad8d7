// What the token screens can do, as the pages hand it to them. Every one is a server action.
import type { Act } from "#components/form/act.ts";
import type { CreateTokenInput } from "#lib/tokens/schemas.ts";
import type { TokenView, TokenWithSecret } from "#lib/tokens/view.ts";

export interface TokenActions {
  create: Act<CreateTokenInput, TokenWithSecret>;
  revoke: Act<{ tokenId: string }, TokenView>;
}
