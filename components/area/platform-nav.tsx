// The pages of the platform's area that a person may read.
import {
  Activity,
  Bell,
  Building2,
  ChartColumn,
  CircleDollarSign,
  DoorClosed,
  FileDown,
  Gauge,
  KeyRound,
  KeySquare,
  Layers,
  Logs,
  ReceiptText,
  ScrollText,
  ShieldAlert,
  Terminal,
  UserCog,
  Webhook,
} from "lucide-react";
import { permitted, type WantedSection } from "#components/area/permitted.ts";
import type { NavSection } from "#components/shell/nav.ts";
import type { Permission } from "#lib/shared/permissions.ts";

const SECTIONS: WantedSection[] = [
  {
    items: [
      { label: "Overview", href: "/admin", icon: <Gauge />, exact: true, shortcut: "o", needs: "usage:read" },
      { label: "Tenants", href: "/admin/tenants", icon: <Building2 />, shortcut: "t", needs: "tenants:read" },
      { label: "Keys", href: "/admin/keys", icon: <KeyRound />, shortcut: "k", needs: "keys:read" },
      { label: "Usage", href: "/admin/usage", icon: <ChartColumn />, shortcut: "u", needs: "usage:read" },
      { label: "Logs", href: "/admin/logs", icon: <Logs />, shortcut: "l", needs: "usage:read" },
      { label: "Unknown keys", href: "/admin/unknown-keys", icon: <DoorClosed />, needs: "keys:read" },
      { label: "Leaks", href: "/admin/leaks", icon: <ShieldAlert />, needs: "keys:read" },
      { label: "Alerts", href: "/admin/alerts", icon: <Bell />, needs: "alerts:read" },
    ],
  },
  {
    label: "Offer",
    items: [
      { label: "Plans", href: "/admin/plans", icon: <Layers />, shortcut: "p", needs: "plans:read" },
      { label: "Prices", href: "/admin/prices", icon: <CircleDollarSign />, needs: "billing:read" },
      {
        label: "Invoices",
        href: "/admin/invoices",
        icon: <ReceiptText />,
        shortcut: "i",
        needs: "billing:read",
      },
      { label: "Providers", href: "/admin/providers", icon: <KeySquare />, needs: "credentials:read" },
      { label: "Service tokens", href: "/admin/tokens", icon: <Terminal />, needs: "tokens:read" },
      { label: "Webhooks", href: "/admin/webhooks", icon: <Webhook />, needs: "webhooks:read" },
    ],
  },
  {
    label: "Operate",
    items: [
      { label: "Staff", href: "/admin/staff", icon: <UserCog />, needs: "system:read" },
      { label: "Audit", href: "/admin/audit", icon: <ScrollText />, shortcut: "a", needs: "audit:read" },
      { label: "Exports", href: "/admin/exports", icon: <FileDown />, needs: "usage:read" },
      { label: "System", href: "/admin/system", icon: <Activity />, shortcut: "s", needs: "system:read" },
    ],
  },
];

/** `openAlerts` is shown beside them. */
export function platformSections(permissions: readonly Permission[], openAlerts: number): NavSection[] {
  return permitted(SECTIONS, permissions).map(({ items, ...section }) => ({
    ...section,
    items: items.map((item) =>
      item.href === "/admin/alerts" ? { ...item, badge: openAlerts || undefined } : item,
    ),
  }));
}
