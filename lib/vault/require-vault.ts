import { DomainError } from "#lib/core/errors.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import type { Vault } from "./vault.ts";

/** The vault of this process. Throws `unavailable` where there is none: the dashboard seals and never opens. */
export function requireVault({ vault }: Pick<QueryContext, "vault">): Vault {
  if (vault) return vault;
  throw new DomainError("unavailable", "This process holds no master key; the api and the command line do.");
}
