"use client";
// The saved views of a screen: a menu to open one, which names the one that is shown, and a dialog to keep order among
// them. The code of both is fetched on first intent.
import { Bookmark } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import { MenuButton } from "#components/overlay/menu-button.tsx";
import type { MenuItem } from "#components/overlay/menu-items.ts";
import { useGo } from "#components/shell/go-link.tsx";
import type { ScreenViews } from "#components/views/screen-views.ts";
import { viewText } from "#lib/shared/view-screens.ts";
import type { ListedView } from "#lib/views/list-saved-views.ts";

const ViewsDialog = dynamic(() => import("#components/views/views-dialog.tsx"), { ssr: false });

export function ViewsMenu(props: ScreenViews) {
  const { screen, views, maySave } = props;
  const [managing, setManaging] = useState(false);
  const go = useGo();
  const path = usePathname();
  const here = viewText(screen, useSearchParams());
  const isShown = ({ search }: ListedView) => here !== "" && search === here;
  const shown = views.find(isShown);
  if (views.length === 0 && !maySave) return null;
  const open = (view: ListedView): MenuItem => ({
    label: view.name,
    hint: view.mine ? sharedMark(view) : view.owner,
    checked: isShown(view),
    onSelect: () => go(isShown(view) ? path : `${path}?${view.search}`),
  });
  const manage = { label: "Save or change views…", onSelect: () => setManaging(true) };
  return (
    <>
      <MenuButton
        label="Views"
        aria-label={undefined}
        variant="outline"
        className={shown ? "border-primary/50!" : undefined}
        menuClassName="max-w-80"
        items={[
          ...section("Your views", views.filter(({ mine }) => mine).map(open)),
          ...section("Shared with you", views.filter(({ mine }) => !mine).map(open)),
          ...(maySave ? [...(views.length > 0 ? [{ separator: true } as const] : []), manage] : []),
        ]}
      >
        <Bookmark className="text-muted-foreground" />
        Views
        {shown ? <span className="max-w-32 truncate border-l pl-1.5 text-primary">{shown.name}</span> : null}
      </MenuButton>
      {managing ? (
        <ViewsDialog {...props} path={path} search={here} onClose={() => setManaging(false)} />
      ) : null}
    </>
  );
}

const sharedMark = ({ shared }: ListedView) => (shared ? "Shared" : undefined);

const section = (heading: string, items: MenuItem[]): MenuItem[] =>
  items.length > 0 ? [{ heading }, ...items] : [];
