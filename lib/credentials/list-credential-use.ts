import { z } from "zod";
import { query } from "#lib/core/operation.ts";
import { dollars } from "#lib/usage/models.ts";
import { readKeyCalls, readMonth, readQuotas } from "./use-queries.ts";
import type { CredentialUse, CredentialUses } from "./use-view.ts";

/** What was spent of the tenant's credentials this month, and by which of its keys lately. */
export const listCredentialUse = query({
  name: "credential.list_use",
  on: "tenant",
  can: "credentials:read",
  input: z.strictObject({}),
  async run({ tx, now, tenantId }): Promise<CredentialUses> {
    const months = new Map((await readMonth(tx, tenantId, now)).map((row) => [row.credentialId, row]));
    const uses = await readKeyCalls(tx, tenantId, now);
    const quotas = await readQuotas(tx, tenantId, [...new Set(uses.map(({ id }) => id))], now);
    const ids = new Set([...months.keys(), ...uses.map(({ credentialId }) => credentialId)]);
    const items = [...ids].map((credentialId): CredentialUse => {
      const { calls = 0, failed = 0, unpriced = 0, costPico = "0" } = months.get(credentialId) ?? {};
      const keys = uses.filter((use) => use.credentialId === credentialId);
      return {
        credentialId,
        month: { calls, failed, unpriced, cost: dollars(costPico) },
        keys: keys.map(({ id, name, calls }) => ({ id, name, calls, quotas: quotas.get(id) ?? [] })),
      };
    });
    return { items };
  },
});
