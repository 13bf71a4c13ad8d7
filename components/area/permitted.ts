// Leaves out of a navigation what a person may not read. The pages check it again.
import type { NavItem, NavSection } from "#components/shell/nav.ts";
import type { Permission } from "#lib/shared/permissions.ts";

export interface WantedSection {
  label?: string;
  items: (NavItem & { needs?: Permission })[];
}

export function permitted(sections: WantedSection[], permissions: readonly Permission[]): NavSection[] {
  return sections
    .map(({ label, items }) => ({
      label,
      items: items
        .filter(({ needs }) => !needs || permissions.includes(needs))
        .map(({ needs: _, ...item }) => item),
    }))
    .filter(({ items }) => items.length > 0);
}
