// What the tenant screens can do, as the pages hand it to them. Every one is a server action.
import type { Act } from "#components/form/act.ts";
import type { CreateTenantInput, UpdateTenantInput } from "#lib/tenants/schemas.ts";
import type { TenantView } from "#lib/tenants/view.ts";

export interface TenantActions {
  create: Act<CreateTenantInput, TenantView>;
  update: Act<UpdateTenantInput, TenantView>;
  changePlan: Act<{ plan: string }, TenantView>;
  suspend: Act<{ reason: string }, TenantView>;
  resume: Act<Record<string, never>, TenantView>;
  invite: Act<{ email: string; role: "owner" }, unknown>;
}
