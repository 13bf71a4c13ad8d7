// The sections of a key, each with an address of its own.
import { SectionTabs } from "#components/shell/section-tabs.tsx";

export const KEY_TABS = ["overview", "requests", "limits", "activity", "settings"] as const;
export type KeyTab = (typeof KEY_TABS)[number];

export interface KeyTabsProps {
  href: string;
  /** May see the audit trail. */
  activity: boolean;
  /** May change the key. */
  settings: boolean;
}

export function KeyTabs({ href, activity, settings }: KeyTabsProps) {
  return (
    <SectionTabs
      label="Sections of the key"
      tabs={[
        { label: "Overview", href, exact: true },
        { label: "Requests", href: `${href}/requests` },
        { label: "Limits", href: `${href}/limits` },
        ...(activity ? [{ label: "Activity", href: `${href}/activity` }] : []),
        ...(settings ? [{ label: "Settings", href: `${href}/settings` }] : []),
      ]}
    />
  );
}
