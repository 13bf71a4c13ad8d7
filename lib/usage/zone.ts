// Time zones by their IANA names. Offsets such as "+05:30" are refused: Postgres reads their sign the other way round.

/** Whether `name` is an IANA zone that this runtime knows. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,63}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
