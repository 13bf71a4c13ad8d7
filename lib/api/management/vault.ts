// The paths of the vault.
import { requestRotation } from "#lib/vault/request-rotation.ts";
import { RotationView } from "#lib/vault/rotation-view.ts";
import { ShreddedTenant, shredTenant } from "#lib/vault/shred-tenant.ts";
import { VaultStatus, vaultStatus } from "#lib/vault/vault-status.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const tag = "Vault";

export const vaultEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/v1/vault",
    tag,
    summary: "Which master keys are held, what is wrapped under which, and which may be dropped.",
    where: "platform",
    forPlatform: call(vaultStatus),
    answer: { name: "VaultStatus", schema: VaultStatus },
  },
  {
    method: "POST",
    path: "/v1/vault/rotate",
    tag,
    summary: "Wrap everything under the newest master key, or try to. It is done in the background.",
    where: "platform",
    forPlatform: call(requestRotation),
    answer: { name: "VaultRotation", schema: RotationView },
  },
  {
    method: "POST",
    path: "/v1/vault/shred",
    tag,
    summary:
      "Destroy a tenant's key, and with it every provider key that it stored. Nothing brings them back.",
    where: "platform",
    forPlatform: call(shredTenant),
    namesTarget: true,
    answer: { name: "ShreddedTenant", schema: ShreddedTenant },
  },
];
