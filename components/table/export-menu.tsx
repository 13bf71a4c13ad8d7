"use client";
// Exactly what is listed, as a file: the same filters and order go along in the address.
import { Download } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { MenuButton } from "#components/overlay/menu-button.tsx";

/** `href` answers `?format=csv|json` together with the list's own parameters. */
export function ExportMenu({ href }: { href: string }) {
  const search = useSearchParams();
  const fileHref = (format: string) => {
    const next = new URLSearchParams(search);
    for (const name of ["after", "trail"]) next.delete(name);
    next.set("format", format);
    return `${href}?${next}`;
  };
  return (
    <MenuButton
      label="Export"
      variant="outline"
      size="icon"
      items={[
        { label: "Download CSV", href: fileHref("csv"), download: true },
        { label: "Download JSON", href: fileHref("json"), download: true },
      ]}
    >
      <Download />
    </MenuButton>
  );
}
