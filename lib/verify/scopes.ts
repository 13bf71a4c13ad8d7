// Which scopes a key holds for a call. A scope is `resource:action`; `*` stands for any resource, any action, or both.

/** The scopes of `required` that `granted` does not cover. Nothing granted covers nothing. */
export function missingScopes(granted: readonly string[], required: readonly string[]): string[] {
  return required.filter((scope) => !granted.some((held) => covers(held, scope)));
}

/**
 * Whether `held` covers `wanted`: the same text, `*`, or part by part `logs:*` and `*:read`.
 * A `*` in `wanted` is no wildcard: only something as wide covers it.
 */
export function covers(held: string, wanted: string): boolean {
  if (held === "*" || held === wanted) return true;
  const [heldResource, heldAction] = partsOf(held);
  const [resource, action] = partsOf(wanted);
  if (heldAction === null || action === null) return false;
  return (heldResource === "*" || heldResource === resource) && (heldAction === "*" || heldAction === action);
}

function partsOf(scope: string): [resource: string, action: string | null] {
  const colon = scope.indexOf(":");
  return colon < 0 ? [scope, null] : [scope.slice(0, colon), scope.slice(colon + 1)];
}
