// What changed, field by field: old above new on phones, side by side elsewhere.
import { ArrowRight } from "lucide-react";
import type { Change } from "#lib/audit/list-changes.ts";

export function ChangeList({ changes }: { changes: Change[] }) {
  if (changes.length === 0)
    return <p className="text-muted-foreground text-ui">Nothing that is kept here changed.</p>;
  return (
    <ul className="grid gap-3">
      {changes.map((change) => (
        <li key={change.field} className="grid gap-1">
          <p className="font-medium text-muted-foreground text-xs">{change.label}</p>
          <div className="grid gap-1.5 sm:grid-cols-[1fr_auto_1fr] sm:items-start">
            <Value text={change.before} tone="old" />
            <ArrowRight
              aria-hidden="true"
              className="mt-1.5 hidden size-3.5 text-muted-foreground sm:block"
            />
            <Value text={change.after} tone="new" />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Value({ text, tone }: { text: string | null; tone: "old" | "new" }) {
  const name = tone === "old" ? "Before" : "After";
  if (text === null)
    return (
      <p className="rounded-md border border-dashed px-2 py-1 text-muted-foreground text-xs">
        <span className="sr-only">{name}: </span>nothing
      </p>
    );
  return (
    <p
      className={`break-words rounded-md px-2 py-1 font-mono text-xs ${
        tone === "old" ? "bg-danger-soft text-danger" : "bg-success-soft text-success"
      }`}
    >
      <span className="sr-only">{name}: </span>
      {text}
    </p>
  );
}
