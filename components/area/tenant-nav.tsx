// The pages of a tenant's area that a person may read.
import {
  Bell,
  BookOpen,
  ChartColumn,
  FileDown,
  House,
  KeyRound,
  KeySquare,
  Logs,
  ReceiptText,
  ScrollText,
  Settings,
  Sparkles,
  Terminal,
  Users,
  Webhook,
} from "lucide-react";
import { permitted } from "#components/area/permitted.ts";
import type { NavSection } from "#components/shell/nav.ts";
import type { Permission } from "#lib/shared/permissions.ts";

/** `openAlerts` is shown beside them. */
export function tenantSections(
  clientId: string,
  permissions: readonly Permission[],
  openAlerts: number,
): NavSection[] {
  const base = `/t/${clientId}`;
  return permitted(
    [
      {
        items: [
          { label: "Home", href: base, icon: <House />, exact: true, shortcut: "h" },
          { label: "Keys", href: `${base}/keys`, icon: <KeyRound />, shortcut: "k", needs: "keys:read" },
          {
            label: "Usage",
            href: `${base}/usage`,
            icon: <ChartColumn />,
            shortcut: "u",
            needs: "usage:read",
          },
          { label: "Logs", href: `${base}/logs`, icon: <Logs />, shortcut: "l", needs: "usage:read" },
          {
            label: "Alerts",
            href: `${base}/alerts`,
            icon: <Bell />,
            badge: openAlerts || undefined,
            needs: "alerts:read",
          },
        ],
      },
      {
        label: "Build",
        items: [
          { label: "Docs", href: `${base}/docs`, icon: <BookOpen />, shortcut: "d" },
          {
            label: "Provider keys",
            href: `${base}/provider-keys`,
            icon: <KeySquare />,
            needs: "credentials:read",
          },
          {
            label: "Playground",
            href: `${base}/playground`,
            icon: <Sparkles />,
            shortcut: "p",
            needs: "keys:write_own",
          },
          { label: "Service tokens", href: `${base}/tokens`, icon: <Terminal />, needs: "tokens:read" },
          { label: "Webhooks", href: `${base}/webhooks`, icon: <Webhook />, needs: "webhooks:read" },
        ],
      },
      {
        label: "Workspace",
        items: [
          {
            label: "Members",
            href: `${base}/members`,
            icon: <Users />,
            shortcut: "m",
            needs: "members:read",
          },
          {
            label: "Billing",
            href: `${base}/billing`,
            icon: <ReceiptText />,
            shortcut: "b",
            needs: "billing:read",
          },
          { label: "Audit", href: `${base}/audit`, icon: <ScrollText />, shortcut: "a", needs: "audit:read" },
          { label: "Exports", href: `${base}/exports`, icon: <FileDown />, needs: "usage:read" },
          { label: "Settings", href: `${base}/settings`, icon: <Settings />, needs: "settings:write" },
        ],
      },
    ],
    permissions,
  );
}
