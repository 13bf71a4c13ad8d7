// The paths of plans.
import { pageOf } from "#lib/core/page.ts";
import { createPlan } from "#lib/plans/create-plan.ts";
import { getOwnPlan } from "#lib/plans/get-own-plan.ts";
import { getPlan } from "#lib/plans/get-plan.ts";
import { listPlans } from "#lib/plans/list-plans.ts";
import { updatePlan } from "#lib/plans/update-plan.ts";
import { PlanView } from "#lib/plans/view.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const PLAN = { name: "Plan", schema: PlanView };

export const planEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/v1/plans",
    tag: "Plans",
    summary: "List plans; for a tenant's token, the plan that it has.",
    where: "named",
    forTenant: call(getOwnPlan, (plan) => ({ items: [plan], nextCursor: null })),
    forPlatform: call(listPlans),
    answer: { name: "PlanPage", schema: pageOf(PlanView) },
  },
  {
    method: "POST",
    path: "/v1/plans",
    tag: "Plans",
    summary: "Make a plan.",
    where: "platform",
    forPlatform: call(createPlan),
    answer: PLAN,
    status: 201,
    repeatable: true,
  },
  {
    method: "GET",
    path: "/v1/plans/:id",
    tag: "Plans",
    summary: "Read a plan by its id or slug.",
    where: "platform",
    params: { id: "plan" },
    forPlatform: call(getPlan),
    answer: PLAN,
  },
  {
    method: "PATCH",
    path: "/v1/plans/:id",
    tag: "Plans",
    summary: "Change a plan. What is left out stays as it is.",
    where: "platform",
    params: { id: "plan" },
    forPlatform: call(updatePlan),
    answer: PLAN,
  },
];
