// What is kept of a receiver's answer: its first bytes, for whoever wonders why it refused. Receivers repeat what they
// were sent, and say things that they should not.

const KEPT_CHARACTERS = 1_000;
const HIDDEN = "[hidden]";
/** Words that look random: keys, tokens, signatures. */
const LIKE_A_SECRET = /(?:whsec_|Bearer\s+|[a-z]{2,12}_(?:live|test|svc)_)[\w+/=.-]{8,}|[\w+/=-]{40,}/gi;

/** `secrets` are cut out wherever they stand, and so is what only looks like one. */
export function scrubbed(answer: string, secrets: readonly string[]): string {
  const known = secrets.flatMap((secret) => [secret, secret.replace(/^whsec_/, "")]);
  const without = known.reduce((text, secret) => text.replaceAll(secret, HIDDEN), answer);
  return tidy(without.replace(LIKE_A_SECRET, HIDDEN)).slice(0, KEPT_CHARACTERS);
}

/** Postgres keeps no NUL, and a log no control characters. */
function tidy(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, " ").toWellFormed();
}
