// Time zones by their IANA names. Offsets such as "+05:30" are refused: Postgres reads their sign the other way round.

/** Those that were found, as to ask costs most of a millisecond. */
const known = new Set<string>();
const MOST_KNOWN = 1_000;

/** Whether `name` is an IANA zone that this runtime knows. */
export function isZone(name: string): boolean {
  if (known.has(name)) return true;
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    if (known.size < MOST_KNOWN) known.add(name);
    return true;
  } catch {
    return false;
  }
}
