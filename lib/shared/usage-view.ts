// What a usage page keeps in its address, and so what a saved view consists of.

/** In the order in which they stand in a saved view. */
export const VIEW_PARAMS = [
  ...["metric", "meter", "group", "compare"],
  ...["range", "from", "to", "granularity", "tz"],
  ...["tenant", "key", "env", "legacy", "resource", "model", "provider", "payer", "outcome"],
];
