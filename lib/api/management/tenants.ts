// The paths of tenants.
import { pageOf } from "#lib/core/page.ts";
import { getOwnPlan } from "#lib/plans/get-own-plan.ts";
import { PlanView } from "#lib/plans/view.ts";
import { createTenant } from "#lib/tenants/create-tenant.ts";
import { getOwnTenant } from "#lib/tenants/get-own-tenant.ts";
import { listTenants } from "#lib/tenants/list-tenants.ts";
import { resumeTenant } from "#lib/tenants/resume-tenant.ts";
import { suspendTenant } from "#lib/tenants/suspend-tenant.ts";
import { updateTenant } from "#lib/tenants/update-tenant.ts";
import { TenantView } from "#lib/tenants/view.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const TENANT = { name: "Tenant", schema: TenantView };
const TARGET = { tag: "Tenants", where: "path", answer: TENANT } as const;

export const tenantEndpoints: Endpoint[] = [
  {
    method: "POST",
    path: "/v1/tenants",
    tag: "Tenants",
    summary: "Make a tenant.",
    where: "platform",
    forPlatform: call(createTenant),
    answer: TENANT,
    status: 201,
    repeatable: true,
  },
  {
    method: "GET",
    path: "/v1/tenants",
    tag: "Tenants",
    summary: "List tenants, newest first; for a tenant's token, its own.",
    where: "named",
    forTenant: call(getOwnTenant, (tenant) => ({ items: [tenant], nextCursor: null })),
    forPlatform: call(listTenants),
    answer: { name: "TenantPage", schema: pageOf(TenantView) },
  },
  {
    ...TARGET,
    method: "GET",
    path: "/v1/tenants/:id",
    summary: "Read a tenant by its id or client id.",
    forTenant: call(getOwnTenant),
  },
  {
    ...TARGET,
    method: "PATCH",
    path: "/v1/tenants/:id",
    summary: "Change a tenant's name, time zone or plan. What is left out stays as it is.",
    forTenant: call(updateTenant),
  },
  {
    ...TARGET,
    method: "POST",
    path: "/v1/tenants/:id/suspend",
    summary: "Make every key and token of a tenant refuse.",
    forTenant: call(suspendTenant),
  },
  {
    ...TARGET,
    method: "POST",
    path: "/v1/tenants/:id/resume",
    summary: "Let a suspended tenant's keys and tokens work again.",
    forTenant: call(resumeTenant),
  },
  {
    ...TARGET,
    method: "GET",
    path: "/v1/tenants/:id/plan",
    summary: "Read the plan that a tenant has.",
    forTenant: call(getOwnPlan),
    answer: { name: "Plan", schema: PlanView },
  },
];
