// The room of one page's content, and its header: path, title, description, actions.
import type { ReactNode } from "react";
import { Breadcrumb, type Crumb } from "#components/ui/breadcrumb.tsx";
import { cn } from "#components/ui/cn.ts";

export function Page({ narrow, children }: { narrow?: boolean; children: ReactNode }) {
  return (
    <div
      className={cn(
        "mx-auto grid w-full grid-cols-1 content-start gap-5 px-4 pt-5 pb-16 sm:px-6",
        narrow ? "max-w-3xl" : "max-w-7xl",
      )}
    >
      {children}
    </div>
  );
}

export interface PageHeaderProps {
  title: ReactNode;
  breadcrumbs?: Crumb[];
  /** Status badges beside the title. */
  badges?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader(props: PageHeaderProps) {
  return (
    <div className="grid gap-2">
      {props.breadcrumbs?.length ? <Breadcrumb crumbs={props.breadcrumbs} /> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-0.5">
          <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
            <h1 className="min-w-0 break-words font-semibold text-xl">{props.title}</h1>
            {props.badges}
          </div>
          {props.description ? (
            <p className="max-w-2xl text-muted-foreground text-ui">{props.description}</p>
          ) : null}
        </div>
        {props.actions ? <div className="flex flex-wrap items-center gap-2">{props.actions}</div> : null}
      </div>
    </div>
  );
}
