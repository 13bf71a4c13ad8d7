// What the vault's page can do. Every one is a server action.
import type { Act } from "#components/form/act.ts";
import type { RotationView } from "#lib/vault/rotation-view.ts";

export interface VaultActions {
  rotate: Act<{ dryRun?: boolean }, RotationView>;
  shred: Act<{ tenant: string; confirm: string }, { clientId: string; keys: number; credentials: number }>;
}
