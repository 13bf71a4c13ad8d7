// What the provider key screens can do, as the pages hand it to them. Every one is a server action.
import type { Act } from "#components/form/act.ts";
import type { AddCredentialInput, ReplaceCredentialInput } from "#lib/credentials/schemas.ts";
import type { CredentialView } from "#lib/credentials/view.ts";
import type { SealTicket } from "#lib/shared/sealing.ts";

type Target = { credentialId: string };
type VersionTarget = Target & { version: number };

export interface CredentialActions {
  begin: Act<{ credentialId?: string | null }, SealTicket>;
  add: Act<AddCredentialInput, CredentialView>;
  update: Act<Target & { label: string }, CredentialView>;
  replace: Act<ReplaceCredentialInput, CredentialView>;
  shift: Act<VersionTarget, CredentialView>;
  retire: Act<VersionTarget, CredentialView>;
  check: Act<Target & { version?: number | null }, CredentialView>;
  remove: Act<Target, CredentialView>;
}
