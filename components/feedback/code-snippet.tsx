"use client";
// A piece of code to copy, in one or several languages. The chosen language is remembered for the next snippet.
import { useEffect, useId, useState } from "react";
import { CopyButton } from "#components/feedback/copy-button.tsx";
import { cn } from "#components/ui/cn.ts";
import { ScrollArea } from "#components/ui/scroll-area.tsx";

export interface Snippet {
  /** What the tab says: "curl", "TypeScript", "Python", or a file name. */
  label: string;
  code: string;
}

const REMEMBERED = "keyhold-snippet";

export interface CodeSnippetProps {
  snippets: Snippet[];
  /** Tells it from other snippets of the page, for screen readers: "Verify a key". */
  label?: string;
  className?: string;
}

export function CodeSnippet({ snippets, label: subject, className }: CodeSnippetProps) {
  const [label, setLabel] = useState(snippets[0]?.label);
  const name = useId();
  useEffect(() => {
    const remembered = localStorage.getItem(REMEMBERED);
    if (remembered) setLabel(remembered);
  }, []);
  const shown = snippets.find((snippet) => snippet.label === label) ?? snippets[0];
  if (!shown) return null;
  const choose = (next: string) => {
    setLabel(next);
    localStorage.setItem(REMEMBERED, next);
  };
  return (
    <div className={cn("min-w-0 overflow-hidden rounded-lg border border-border bg-sidebar", className)}>
      <div className="flex h-9 items-center justify-between gap-2 border-b pr-1 pl-1.5">
        {snippets.length > 1 ? (
          <fieldset className="scroll-thin flex min-w-0 gap-0.5 overflow-x-auto">
            <legend className="sr-only">Language</legend>
            {snippets.map((snippet) => (
              <LanguageChoice
                key={snippet.label}
                name={name}
                label={snippet.label}
                chosen={snippet === shown}
                onChoose={choose}
              />
            ))}
          </fieldset>
        ) : (
          <span className="px-1.5 font-medium text-muted-foreground text-xs">{shown.label}</span>
        )}
        <CopyButton value={shown.code} label={`Copy ${shown.label}`} />
      </div>
      <ScrollArea label={`${subject ? `${subject}: ` : ""}${shown.label} example`} className="max-h-80">
        <pre className="w-max min-w-full p-3 font-mono text-xs leading-5">
          <code>{shown.code}</code>
        </pre>
      </ScrollArea>
    </div>
  );
}

function LanguageChoice(props: {
  name: string;
  label: string;
  chosen: boolean;
  onChoose: (label: string) => void;
}) {
  return (
    <label className="relative cursor-pointer whitespace-nowrap rounded-md px-2 py-1 font-medium text-muted-foreground text-xs outline-ring hover:text-foreground has-checked:bg-border/60 has-checked:text-foreground has-focus-visible:outline-2">
      <input
        type="radio"
        name={props.name}
        checked={props.chosen}
        onChange={() => props.onChoose(props.label)}
        className="absolute inset-0 size-full cursor-pointer opacity-0"
      />
      {props.label}
    </label>
  );
}
