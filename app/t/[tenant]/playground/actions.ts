"use server";
// What the playground asks of the dashboard; the calls themselves go from the browser to the gateway.
import { findModelCall } from "#lib/usage/find-model-call.ts";
import { action } from "#lib/web/action.ts";

export const findModelCallAction = action(findModelCall);
