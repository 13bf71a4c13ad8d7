// Leaks as they are shown: which key, where it was found, what was done. Never the key itself.
import { z } from "zod";
import type { leaks } from "#db/schema/index.ts";
import { LEAK_POLICIES } from "#lib/shared/leaks.ts";

const time = z.iso.datetime();

const ACTIONS = ["none", "disabled", "revoked"] as const;

export const LeakView = z.strictObject({
  id: z.string(),
  key: z.strictObject({ id: z.string(), name: z.string() }),
  tenant: z.strictObject({ id: z.string(), clientId: z.string(), name: z.string() }),
  /** Empty when nobody said. */
  url: z.string(),
  source: z.string(),
  reportedBy: z.string(),
  action: z.enum(ACTIONS),
  firstAt: time,
  lastAt: time,
  reports: z.int(),
});
export type LeakView = z.infer<typeof LeakView>;

/** What came of each thing that was reported, in the order of the report. */
export const LeakVerdicts = z.strictObject({
  results: z.array(
    z.strictObject({
      /** false_positive: it is no key of ours, and nothing was done or kept. */
      label: z.enum(["true_positive", "false_positive"]),
      keyId: z.string().nullable(),
      action: z.enum(ACTIONS).nullable(),
    }),
  ),
});
export type LeakVerdicts = z.infer<typeof LeakVerdicts>;

export const LeakPoliciesView = z.strictObject({
  /** For plans that say nothing themselves. */
  default: z.enum(LEAK_POLICIES),
  plans: z.array(
    z.strictObject({
      id: z.string(),
      slug: z.string(),
      name: z.string(),
      policy: z.enum(LEAK_POLICIES).nullable(),
    }),
  ),
});
export type LeakPoliciesView = z.infer<typeof LeakPoliciesView>;

export interface LeakRecord {
  leak: typeof leaks.$inferSelect;
  keyName: string;
  tenant: { id: string; clientId: string; name: string };
}

export function toLeakView({ leak, keyName, tenant }: LeakRecord): LeakView {
  const { id, keyId, url, source, reportedBy, action, reports } = leak;
  return {
    id,
    key: { id: keyId, name: keyName },
    tenant,
    url,
    source,
    reportedBy,
    action,
    firstAt: leak.firstAt.toISOString(),
    lastAt: leak.lastAt.toISOString(),
    reports,
  };
}
