// Keeps something that happens many times a second from being said many times a second.

/** Calls `say` for the first of many calls within `ms`, and drops the others. */
export function oncePer<Argument>(
  ms: number,
  say: (argument: Argument) => void,
): (argument: Argument) => void {
  let quietUntil = Number.NEGATIVE_INFINITY;
  return (argument) => {
    const now = performance.now();
    if (now < quietUntil) return;
    quietUntil = now + ms;
    say(argument);
  };
}
