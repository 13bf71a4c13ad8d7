"use server";
// What the log of everybody's calls asks while it follows.
import { listAllCalls } from "#lib/usage/list-all-calls.ts";
import { action } from "#lib/web/action.ts";

export const listAllCallsAction = action(listAllCalls);
