// From "key.rotate" to "Rotated key": what was done, in the words of a reader.

const PAST: Record<string, string> = {
  create: "Created",
  update: "Changed",
  delete: "Deleted",
  remove: "Removed",
  rotate: "Rotated",
  revoke: "Revoked",
  disable: "Disabled",
  enable: "Enabled",
  expire: "Expired",
  import: "Imported",
  invite: "Invited",
  accept: "Accepted",
  withdraw: "Withdrew",
  suspend: "Suspended",
  resume: "Resumed",
  end: "Ended",
  end_all: "Ended all",
  set: "Set",
  reset: "Reset",
  change: "Changed",
  add: "Added",
  extend: "Extended",
  finish: "Finished",
  resend: "Sent again",
  request: "Asked for",
  link: "Linked",
  unlink: "Unlinked",
};

const SENTENCES: Record<string, string> = {
  "session.start": "Signed in",
  "session.end": "Signed out",
  "session.touch": "Stayed signed in",
  "session.end_others": "Ended other sessions",
  "account.change_password": "Changed their password",
  "account.change_profile": "Changed their profile",
};

/** A few words that end where the target's name would follow: "Rotated key". */
export function describeAction(action: string): string {
  const sentence = SENTENCES[action];
  if (sentence) return sentence;
  const [noun = action, verb = ""] = action.split(".");
  const [first = "", ...rest] = verb.split("_");
  const thing = noun.replaceAll("_", " ");
  if (PAST[verb]) return `${PAST[verb]} ${thing}`;
  if (PAST[first]) return `${PAST[first]} the ${rest.join(" ")} of ${thing}`;
  return `${pastOf(verb)} ${thing}`.trim();
}

/** "sign_in" → "Sign in"; a plain verb gets its ending. */
function pastOf(verb: string): string {
  const words = verb.replaceAll("_", " ");
  const capital = words.charAt(0).toUpperCase() + words.slice(1);
  if (!/^[a-z]+$/.test(verb)) return capital;
  if (verb.endsWith("e")) return `${capital}d`;
  return /[^aeiou]y$/.test(verb) ? `${capital.slice(0, -1)}ied` : `${capital}ed`;
}
