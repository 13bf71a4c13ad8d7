// Makes a tenant. Its client id is never given to another, so that what services stored under it stays unmistakable.
import { tenants } from "#db/schema/index.ts";
import { invalidField } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import { choosePlan } from "#lib/plans/plan-named.ts";
import { newId } from "#lib/shared/ids.ts";
import { readTenant } from "./queries.ts";
import { CreateTenant, clientId as clientIdSchema } from "./schemas.ts";
import { toTenantView } from "./view.ts";

export const createTenant = command({
  name: "tenant.create",
  on: "platform",
  can: "tenants:write",
  input: CreateTenant,
  async run({ tx, now, audit }, { name, clientId, plan, timeZone }) {
    const id = newId("ten");
    const { id: planId } = await choosePlan(tx, plan);
    await tx.insert(tenants).values({
      id,
      clientId: clientId ?? clientIdFrom(name),
      name,
      planId,
      timeZone,
      createdAt: now,
      updatedAt: now,
    });
    const view = toTenantView(await readTenant(tx, id));
    audit({ target: { type: "tenant", id, label: view.clientId }, after: view });
    return view;
  },
});

/** "Müller & Söhne GmbH" becomes "muller_sohne_gmbh". Throws `invalid_input` when nothing usable is left. */
export function clientIdFrom(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+/, "")
    .slice(0, 63)
    .replace(/_+$/, "");
  const parsed = clientIdSchema.safeParse(slug);
  if (parsed.success) return parsed.data;
  throw invalidField("clientId", "None can be made from this name; choose one.");
}
