// What is done to a key that somebody found in public.

export const LEAK_POLICIES = ["report", "disable", "revoke"] as const;
/** "report": nothing but telling. "disable": until somebody enables it. "revoke": for good. */
export type LeakPolicy = (typeof LEAK_POLICIES)[number];

/** "none" also for a key that was not good any more. */
export type LeakAction = "none" | "disabled" | "revoked";

export const LEAK_POLICY_LABELS: Record<LeakPolicy, string> = {
  report: "Only tell",
  disable: "Disable the key",
  revoke: "Revoke the key",
};

export const LEAK_ACTION_LABELS: Record<LeakAction, string> = {
  none: "None",
  disabled: "Disabled",
  revoked: "Revoked",
};
