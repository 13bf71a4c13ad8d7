// The screens of which views are saved: what each keeps in its address, and so what a view of it consists of.
import type { Permission } from "./permissions.ts";

interface ScreenOf {
  /** What one must be able to do to look at it. */
  can: Permission;
  /** In the order in which they stand in a view. */
  params: readonly string[];
}

const RANGE = ["range", "from", "to", "tz"];
const CALLS = ["q", "outcome", "resource", "scope", "ip", "tag", ...RANGE, "cols"];
const KEYS = ["q", "env", "status", "concern", "tag", "cols"];
const ALERTS = ["severity", "kind"];

const USAGE = [
  ...["metric", "meter", "group", "compare"],
  ...["range", "from", "to", "granularity", "tz"],
  ...["explain", "versus", "beforeFrom", "beforeTo"],
  ...["tenant", "key", "env", "legacy", "resource", "scope", "model", "provider", "payer", "outcome"],
];

const SCREENS = {
  usage: { can: "usage:read", params: USAGE },
  logs: { can: "usage:read", params: ["tenant", "key", "env", ...CALLS] },
  "key-requests": { can: "usage:read", params: [...CALLS, "granularity"] },
  keys: { can: "keys:read", params: ["tenant", ...KEYS] },
  "tenant-keys": { can: "keys:read", params: KEYS },
  "unknown-keys": { can: "keys:read", params: ["q", "class", ...RANGE, "granularity"] },
  tenants: { can: "tenants:read", params: ["q", "status", "plan"] },
  audit: { can: "audit:read", params: ["q", "action", "from", "to"] },
  alerts: { can: "alerts:read", params: [...ALERTS, "taken"] },
  "alert-history": { can: "alerts:read", params: [...ALERTS, "state"] },
  "tenants-alerts": { can: "alerts:read", params: [...ALERTS, "taken"] },
  prices: { can: "billing:read", params: ["q", "provider", "sort", "cols"] },
  invoices: { can: "billing:read", params: ["q", "status", "month", "tenant", "cols"] },
  deliveries: { can: "webhooks:read", params: ["status"] },
} satisfies Record<string, ScreenOf>;

export type Screen = keyof typeof SCREENS;

export const SCREEN_NAMES = Object.keys(SCREENS) as [Screen, ...Screen[]];

/** What one must be able to do to look at a screen, and so at its views. */
export const sightOf = (screen: Screen): Permission => SCREENS[screen].can;

/** The parameters of the screen alone and in one order, so that equal views have equal text. */
export function viewText(screen: Screen, given: URLSearchParams): string {
  const kept = SCREENS[screen].params.flatMap((param): [string, string][] => {
    const value = given.get(param);
    return value ? [[param, value]] : [];
  });
  return new URLSearchParams(kept).toString();
}
