"use client";
// Light, dark, or what the device says.
import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { MenuButton } from "#components/overlay/menu-button.tsx";

export function ThemeToggle() {
  const { theme, setTheme } = useTheme();
  const choice = (value: string, label: string, icon: React.ReactNode) => ({
    label,
    icon,
    checked: theme === value,
    onSelect: () => setTheme(value),
  });
  return (
    <MenuButton
      label="Theme"
      size="icon"
      items={[
        choice("light", "Light", <Sun key="light" />),
        choice("dark", "Dark", <Moon key="dark" />),
        choice("system", "Like the device", <Monitor key="system" />),
      ]}
    >
      <Sun className="dark:hidden" />
      <Moon className="hidden dark:block" />
    </MenuButton>
  );
}
