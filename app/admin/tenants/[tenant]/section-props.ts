// What each section of a tenant gets.
import type { Search } from "#components/keys/list/key-filters.ts";
import type { PlanView } from "#lib/plans/view.ts";
import type { TenantView } from "#lib/tenants/view.ts";
import type { Viewer } from "#lib/web/viewer.ts";

export interface TenantSectionProps {
  view: TenantView;
  plan: PlanView;
  viewer: Viewer;
  place: { tenant: string };
  search: Search;
  now: string;
  timeZone: string;
}
