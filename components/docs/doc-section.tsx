// One chapter of the docs: a heading that can be linked to, words, and code beside them.
import type { ReactNode } from "react";

export interface DocSectionProps {
  id: string;
  title: string;
  /** Words at the left. */
  children: ReactNode;
  /** Code, or a table, at the right. */
  aside: ReactNode;
}

export function DocSection({ id, title, children, aside }: DocSectionProps) {
  return (
    <section
      aria-labelledby={id}
      className="grid scroll-mt-20 items-start gap-x-10 gap-y-4 border-b pb-10 last:border-0 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
    >
      <div className="grid gap-3 text-ui leading-6 lg:sticky lg:top-20">
        <h2 id={id} className="scroll-mt-20 font-semibold text-base">
          {title}
        </h2>
        {children}
      </div>
      <div className="grid min-w-0 gap-3">{aside}</div>
    </section>
  );
}

export function Code({ children }: { children: ReactNode }) {
  return <code className="rounded-sm bg-muted px-1 py-0.5 font-mono text-xs">{children}</code>;
}
