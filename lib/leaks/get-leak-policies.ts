import { z } from "zod";
import { query } from "#lib/core/operation.ts";
import { readLeakPolicies } from "./leak-policies.ts";

/** What is done to keys that leak, plan by plan. */
export const getLeakPolicies = query({
  name: "leak.get_policies",
  on: "platform",
  can: "plans:read",
  input: z.strictObject({}),
  run: ({ tx }) => readLeakPolicies(tx),
});
