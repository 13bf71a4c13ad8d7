// The sections of the side navigation.
import type { NavSection } from "#components/shell/nav.ts";
import { NavLink } from "#components/shell/nav-link.tsx";
import { SidebarContent, SidebarGroup } from "#components/ui/sidebar.tsx";

export function NavList({ sections, onNavigate }: { sections: NavSection[]; onNavigate?: () => void }) {
  return (
    <SidebarContent aria-label="Main">
      {sections.map((section) => (
        <SidebarGroup key={section.label ?? section.items[0]?.href} label={section.label}>
          {section.items.map((item) => (
            <li key={item.href}>
              <NavLink item={item} onNavigate={onNavigate} />
            </li>
          ))}
        </SidebarGroup>
      ))}
    </SidebarContent>
  );
}
