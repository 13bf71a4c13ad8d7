// The saved views as tabs over a usage page; the one whose choices are those of the page is the current one.
import { Users } from "lucide-react";
import { GoLink } from "#components/shell/go-link.tsx";
import { type Address, paramsOf } from "#components/usage/address.ts";
import { viewText } from "#lib/shared/view-screens.ts";
import type { SavedView } from "#lib/views/saved-view.ts";

export function ViewsStrip({ address, views }: { address: Address; views: SavedView[] }) {
  if (views.length === 0) return null;
  const here = viewText("usage", paramsOf(address));
  return (
    <nav aria-label="Saved views" className="scroll-thin -mx-4 overflow-x-auto border-b px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-5">
        <Tab href={address.path} label="All usage" current={here === ""} />
        {views.map(({ id, name, search, shared }) => (
          <Tab
            key={id}
            href={`${address.path}?${search}`}
            label={name}
            current={here !== "" && here === search}
            shared={shared}
          />
        ))}
      </ul>
    </nav>
  );
}

function Tab(props: { href: string; label: string; current: boolean; shared?: boolean }) {
  return (
    <li>
      <GoLink
        href={props.href}
        aria-current={props.current ? "page" : undefined}
        className="-mb-px -outline-offset-2! flex items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 py-2 font-medium text-muted-foreground text-ui hover:text-foreground aria-[current=page]:border-primary aria-[current=page]:text-foreground"
      >
        {props.label}
        {props.shared ? (
          <>
            <Users aria-hidden="true" className="size-3.5 opacity-70" />
            <span className="sr-only">(shared)</span>
          </>
        ) : null}
      </GoLink>
    </li>
  );
}
