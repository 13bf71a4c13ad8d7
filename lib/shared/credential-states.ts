// In which states a provider key can be, and what a check of it can find.

/** sealed: waits to be taken into the vault. refused: what came in did not open, and has to be entered again. ended: gone. */
export const VERSION_STATES = ["sealed", "stored", "refused", "ended"] as const;
export type VersionState = (typeof VERSION_STATES)[number];

export const CHECK_STATES = ["ok", "invalid", "out_of_quota", "unreachable", "undecryptable"] as const;
export type CheckState = (typeof CHECK_STATES)[number];
