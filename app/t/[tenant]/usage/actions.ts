"use server";
// What people can do on the usage page: ask what can be filtered by.
import { usageTop } from "#lib/usage/usage-top.ts";
import { action } from "#lib/web/action.ts";

export const usageTopAction = action(usageTop);
