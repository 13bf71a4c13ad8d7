"use client";
// Exactly what is listed, as a file: the same filters and order go along in the address.
import { Download } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { MenuButton, type MenuButtonProps } from "#components/overlay/menu-button.tsx";

/**
 * `href` answers `?format=csv|json` together with the list's own parameters. What stands after a "?" in it holds where
 * the address says nothing. `largeHref` asks for what is too large to wait for, with the same parameters.
 */
export function ExportMenu(props: { href: string; largeHref?: string }) {
  return <Menu {...props} label="Export" variant="outline" size="icon" />;
}

/** The same for one card of a page, whose own parameters stand after the "?" of `href`. */
export function CardExport({ what, href }: { what: string; href: string }) {
  return <Menu href={href} label={`Export ${what.toLowerCase()}`} variant="ghost" size="icon-sm" />;
}

type MenuProps = Pick<MenuButtonProps, "label" | "variant" | "size"> & { href: string; largeHref?: string };

function Menu({ href, largeHref, ...button }: MenuProps) {
  const search = useSearchParams();
  const [path, defaults] = href.split("?");
  const shown = () => {
    const next = new URLSearchParams(search);
    for (const name of ["after", "trail", "open"]) next.delete(name);
    for (const [name, value] of new URLSearchParams(defaults)) if (!next.has(name)) next.set(name, value);
    return next;
  };
  const fileHref = (format: string) => {
    const next = shown();
    next.set("format", format);
    return `${path}?${next}`;
  };
  const large = largeHref ? [{ label: "As a large file…", href: `${largeHref}&${shown()}` }] : [];
  return (
    <MenuButton
      {...button}
      items={[
        { label: "Download CSV", href: fileHref("csv"), download: true },
        { label: "Download JSON", href: fileHref("json"), download: true },
        ...large,
      ]}
    >
      <Download />
    </MenuButton>
  );
}
