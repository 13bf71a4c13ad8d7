"use server";
import { setLeakPolicy } from "#lib/leaks/set-leak-policy.ts";
import { action } from "#lib/web/action.ts";

export const setLeakPolicyAction = action(setLeakPolicy, { refresh: true });
