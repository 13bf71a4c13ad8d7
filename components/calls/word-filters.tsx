"use client";
// The words that narrow a log beside its search, each with a way to take it back: `resource`, `scope`, `ip` and `tag`.
import { X } from "lucide-react";
import { useListParam } from "#components/table/list-params.ts";
import { Button } from "#components/ui/button.tsx";

const WORDS = [
  { name: "resource", label: "Resource" },
  { name: "scope", label: "Scope" },
  { name: "ip", label: "Address" },
  { name: "tag", label: "Tag" },
];

export const WORD_PARAMS = WORDS.map(({ name }) => name);

export function WordFilters() {
  return WORDS.map((word) => <WordFilter key={word.name} {...word} />);
}

function WordFilter({ name, label }: { name: string; label: string }) {
  const [value, setValue] = useListParam(name);
  if (!value) return null;
  return (
    <Button
      variant="outline"
      className="max-w-64 border-primary/50!"
      aria-label={`${label} ${value}: take this filter away`}
      onClick={() => setValue(null)}
    >
      {label}
      <span className="min-w-0 truncate border-l pl-1.5 text-primary">{value}</span>
      <X />
    </Button>
  );
}
