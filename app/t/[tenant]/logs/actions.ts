"use server";
// What a tenant's log asks while it follows.
import { listCalls } from "#lib/usage/list-calls.ts";
import { action } from "#lib/web/action.ts";

export const listCallsAction = action(listCalls);
