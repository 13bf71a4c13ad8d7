"use server";
// What staff can do on the usage page: ask what can be filtered by.
import { platformUsageTop } from "#lib/usage/platform-usage-top.ts";
import { action } from "#lib/web/action.ts";

export const platformUsageTopAction = action(platformUsageTop);
