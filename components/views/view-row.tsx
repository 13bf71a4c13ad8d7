"use client";
// One saved view: a way to open it, and for its owner a new name, sharing, new choices, and its end.
import { Check, Pencil, RefreshCw, Trash2, Users } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useAct } from "#components/form/use-act.ts";
import { useGo } from "#components/shell/go-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ViewsDialogProps } from "#components/views/views-dialog.tsx";
import type { ListedView } from "#lib/views/list-saved-views.ts";

export function ViewRow({ view, ...props }: ViewsDialogProps & { view: ListedView }) {
  const [renaming, setRenaming] = useState(false);
  const go = useGo();
  const open = () => {
    props.onClose();
    go(`${props.path}?${view.search}`);
  };
  if (renaming) return <RenameRow {...props} view={view} onDone={() => setRenaming(false)} />;
  return (
    <li className="flex min-h-11 items-center gap-1 px-2">
      <button
        type="button"
        onClick={open}
        aria-current={view.search === props.search || undefined}
        className="min-w-0 flex-1 truncate rounded-md px-1.5 py-1.5 text-left text-ui hover:underline aria-[current=true]:font-semibold"
      >
        {view.name}
      </button>
      {view.mine ? null : <span className="truncate pr-1.5 text-muted-foreground text-xs">{view.owner}</span>}
      {view.mine && props.maySave ? (
        <OwnerButtons {...props} view={view} onRename={() => setRenaming(true)} />
      ) : null}
    </li>
  );
}

function OwnerButtons(props: ViewsDialogProps & { view: ListedView; onRename: () => void }) {
  const { view, place, actions, search } = props;
  const update = useAct(actions.update);
  const remove = useAct(actions.remove);
  const change = async (wish: { shared?: boolean; search?: string }, said: string) => {
    if (await update.runAloud(place, { viewId: view.id, ...wish })) toast.success(said);
  };
  const restore = () =>
    void actions.create(place, {
      screen: view.screen,
      name: view.name,
      search: view.search,
      shared: view.shared,
    });
  const removeIt = async () => {
    if (await remove.runAloud(place, { viewId: view.id }))
      toast.success(`Deleted “${view.name}”`, { action: { label: "Undo", onClick: restore } });
  };
  const share = view.shared ? "Keep to yourself" : "Share";
  return (
    <>
      {view.search === search ? null : (
        <IconButton
          label={`Let “${view.name}” show this page`}
          onClick={() => void change({ search }, "View updated")}
        >
          <RefreshCw />
        </IconButton>
      )}
      <IconButton
        label={`${share}: “${view.name}”`}
        pressed={view.shared}
        onClick={() => void change({ shared: !view.shared }, view.shared ? "Only you see it now" : "Shared")}
      >
        <Users />
      </IconButton>
      <IconButton label={`Rename “${view.name}”`} onClick={props.onRename}>
        <Pencil />
      </IconButton>
      <IconButton label={`Delete “${view.name}”`} onClick={() => void removeIt()}>
        <Trash2 />
      </IconButton>
    </>
  );
}

function IconButton(props: {
  label: string;
  pressed?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.pressed}
      onClick={props.onClick}
      className="text-muted-foreground aria-[pressed=true]:text-primary"
    >
      {props.children}
    </Button>
  );
}

function RenameRow(props: ViewsDialogProps & { view: ListedView; onDone: () => void }) {
  const { view, place, actions, onDone } = props;
  const [name, setName] = useState(view.name);
  const { pending, runAloud } = useAct(actions.update);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await runAloud(place, { viewId: view.id, name })) onDone();
  };
  return (
    <li className="px-2 py-1.5">
      <form noValidate onSubmit={(event) => void submit(event)} className="flex gap-1.5">
        <Input
          aria-label={`New name of “${view.name}”`}
          value={name}
          maxLength={80}
          autoFocus
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            onDone();
          }}
        />
        <Button type="submit" size="icon" variant="outline" pending={pending} aria-label="Rename">
          <Check />
        </Button>
      </form>
    </li>
  );
}
