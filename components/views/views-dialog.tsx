"use client";
// Saves what the page shows under a name, and keeps order among the views that there are.
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { Dialog, DialogBody, DialogContent, DialogHeader } from "#components/ui/dialog.tsx";
import { SaveViewForm } from "#components/views/save-view-form.tsx";
import type { ScreenViews } from "#components/views/screen-views.ts";
import { ViewRow } from "#components/views/view-row.tsx";

export interface ViewsDialogProps extends ScreenViews {
  /** The page itself. */
  path: string;
  /** What the page shows now, as a view keeps it. */
  search: string;
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
          description="A view is what this page shows: its filters, order, columns and time."
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
