// What a usage page keeps in its address, and so what a saved view consists of.

const PARAMS = [
  ...["metric", "meter", "group", "compare"],
  ...["range", "from", "to", "granularity", "tz"],
  ...["explain", "versus", "beforeFrom", "beforeTo"],
  ...["tenant", "key", "env", "legacy", "resource", "scope", "model", "provider", "payer", "outcome"],
];

/** The parameters of a usage page alone and in one order, so that equal views have equal text. */
export function viewText(given: URLSearchParams): string {
  const kept = PARAMS.flatMap((param): [string, string][] => {
    const value = given.get(param);
    return value ? [[param, value]] : [];
  });
  return new URLSearchParams(kept).toString();
}
