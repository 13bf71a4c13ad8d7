"use client";
// Saves what the page shows under a name, and keeps order among the views that there are.
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { Dialog, DialogBody, DialogContent, DialogHeader } from "#components/ui/dialog.tsx";
import { SaveViewForm } from "#components/usage/views/save-view-form.tsx";
import type { ViewActions } from "#components/usage/views/view-actions.ts";
import { ViewRow } from "#components/usage/views/view-row.tsx";
import type { SavedView } from "#lib/usage/saved-view.ts";
import type { Place } from "#lib/web/place.ts";

export interface ViewsDialogProps {
  place: Place;
  /** The usage page itself. */
  path: string;
  /** What the page shows now, as a view keeps it. */
  search: string;
  views: SavedView[];
  actions: ViewActions;
  /** Whether the person may save views, besides opening those that others share. */
  maySave: boolean;
  onClose: () => void;
}

export default function ViewsDialog(props: ViewsDialogProps) {
  const own = props.views.filter(({ mine }) => mine);
  const others = props.views.filter(({ mine }) => !mine);
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : props.onClose())}>
      <DialogContent>
        <DialogHeader
          title="Saved views"
          description="A view is what this page shows: measure, group, filters, range and comparison."
        />
        <DialogBody>
          <div className="grid gap-5 pb-5">
            {props.maySave ? <SaveViewForm {...props} /> : null}
            {props.views.length === 0 ? (
              <EmptyState
                title="No views yet"
                text="Those that you save, and those that others share, stand here."
              />
            ) : null}
            <ViewList {...props} title="Yours" views={own} />
            <ViewList {...props} title="Shared with you" views={others} />
          </div>
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

function ViewList({ title, ...props }: ViewsDialogProps & { title: string }) {
  if (props.views.length === 0) return null;
  return (
    <section className="grid gap-1">
      <h3 className="font-medium text-2xs text-muted-foreground">{title}</h3>
      <ul className="grid divide-y rounded-lg border">
        {props.views.map((view) => (
          <ViewRow key={view.id} view={view} {...props} />
        ))}
      </ul>
    </section>
  );
}
