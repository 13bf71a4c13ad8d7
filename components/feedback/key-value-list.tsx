// Facts about one thing: label left, value right; one above the other on phones.
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";

export interface KeyValue {
  label: string;
  value: ReactNode;
}

export function KeyValueList({ items, className }: { items: KeyValue[]; className?: string }) {
  return (
    <dl className={cn("grid gap-y-2.5 text-ui", className)}>
      {items.map((item) => (
        <div key={item.label} className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[10rem_1fr]">
          <dt className="text-muted-foreground">{item.label}</dt>
          <dd className="min-w-0 break-words">{item.value ?? "—"}</dd>
        </div>
      ))}
    </dl>
  );
}
