// The paths of scope presets: names that stand for scopes where a key or a plan is made.
import { pageOf } from "#lib/core/page.ts";
import { listAllScopePresets } from "#lib/plans/list-all-scope-presets.ts";
import { listScopePresets } from "#lib/plans/list-scope-presets.ts";
import { updateScopePresets } from "#lib/plans/update-scope-presets.ts";
import { ScopePresetView } from "#lib/plans/view.ts";
import { call } from "../call.ts";
import type { Endpoint } from "../endpoint.ts";

const answer = { name: "ScopePresetPage", schema: pageOf(ScopePresetView) };

export const scopePresetEndpoints: Endpoint[] = [
  {
    method: "GET",
    path: "/v1/scope-presets",
    tag: "Plans",
    summary: "List the names that stand for scopes, in the order in which forms offer them.",
    where: "named",
    forTenant: call(listScopePresets),
    forPlatform: call(listAllScopePresets),
    answer,
  },
  {
    method: "POST",
    path: "/v1/scope-presets",
    tag: "Plans",
    summary: "Replace all presets. Keys that were made with one keep the scopes that it had then.",
    where: "platform",
    forPlatform: call(updateScopePresets),
    answer,
  },
];
