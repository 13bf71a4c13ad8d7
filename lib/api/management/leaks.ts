// The paths of keys that were found in public.
import { z } from "zod";
import { pageOf } from "#lib/core/page.ts";
import { getLeakPolicies } from "#lib/leaks/get-leak-policies.ts";
import { listAllLeaks } from "#lib/leaks/list-all-leaks.ts";
import { listLeaks } from "#lib/leaks/list-leaks.ts";
import { reportLeaks } from "#lib/leaks/report-leaks.ts";
import { setLeakPolicy } from "#lib/leaks/set-leak-policy.ts";
import { LeakPoliciesView, LeakVerdicts, LeakView } from "#lib/leaks/view.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const tag = "Leaks";
/** To a token, and to GitHub, which wants a list. */
const verdicts = z.union([
  LeakVerdicts,
  z.array(z.strictObject({ token_hash: z.string(), token_type: z.string(), label: z.string() })),
]);
const policies = { name: "LeakPolicies", schema: LeakPoliciesView };

export const leakEndpoints: Endpoint[] = [
  {
    method: "POST",
    path: "/v1/leaks",
    tag,
    summary:
      "Report keys that were found in public. GitHub’s secret scanning may call this too, signed and without a token.",
    where: "platform",
    forPlatform: call(reportLeaks),
    answer: { name: "LeakVerdicts", schema: verdicts },
  },
  {
    method: "GET",
    path: "/v1/leaks",
    tag,
    summary: "List keys that were found in public, the latest report first.",
    where: "named",
    forTenant: call(listLeaks),
    forPlatform: call(listAllLeaks),
    answer: { name: "LeakPage", schema: pageOf(LeakView) },
  },
  {
    method: "GET",
    path: "/v1/leaks/policies",
    tag,
    summary: "What is done to keys that leak, plan by plan.",
    where: "platform",
    forPlatform: call(getLeakPolicies),
    answer: policies,
  },
  {
    method: "POST",
    path: "/v1/leaks/policies",
    tag,
    summary: "Say what is done to keys that leak, for one plan or for all that say nothing themselves.",
    where: "platform",
    forPlatform: call(setLeakPolicy),
    namesTarget: true,
    answer: policies,
  },
];
