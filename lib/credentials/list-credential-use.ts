import { z } from "zod";
import { DAY_MS } from "#lib/core/clock.ts";
import { query } from "#lib/core/operation.ts";
import { dollars } from "#lib/usage/models.ts";
import { usage } from "#lib/usage/postgres-usage.ts";
import { readQuotas } from "./use-queries.ts";
import type { CredentialUse, CredentialUses } from "./use-view.ts";

/** For how long keys are told that spent something. */
const LAST_DAYS = 30;

/** What was spent of the tenant's credentials this month, and by which of its keys lately. */
export const listCredentialUse = query({
  name: "credential.list_use",
  on: "tenant",
  can: "credentials:read",
  input: z.strictObject({}),
  async run({ tx, now, tenantId }): Promise<CredentialUses> {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth()));
    const spent = await usage.spent(tx, tenantId, month);
    const months = new Map(spent.map((row) => [row.credentialId, row]));
    const uses = await usage.spenders(tx, tenantId, new Date(now.getTime() - LAST_DAYS * DAY_MS));
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
