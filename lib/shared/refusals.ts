// Why a refused secret is none of ours, or no longer one: the closed set of classes, and their names.

export const REFUSAL_CLASSES = ["typo", "foreign", "revoked", "purged"] as const;
export type RefusalClass = (typeof REFUSAL_CLASSES)[number];

/** How a class is named to a reader. */
export const REFUSAL_LABELS: Record<RefusalClass, string> = {
  typo: "Typo",
  foreign: "Foreign",
  revoked: "Revoked",
  purged: "Purged",
};

/** What a class means, in one sentence. */
export const REFUSAL_MEANINGS: Record<RefusalClass, string> = {
  typo: "It has the form of our keys, but was mistyped or cut short.",
  foreign: "It has not the form of our keys, and nobody gave it to us as one.",
  revoked: "It was one of ours: the key was revoked, has expired, or got a new secret.",
  purged: "It has the form and the checksum of our keys, but there is no such key.",
};
