"use client";
// One choice among a few, each of which is an address of this page.
import { useOptimistic } from "react";
import { useGo } from "#components/shell/go-link.tsx";
import { cn } from "#components/ui/cn.ts";
import { NativeSelect } from "#components/ui/native-select.tsx";

export interface HrefOption {
  value: string;
  label: string;
  href: string;
  /** Options of one section stand together under its name. */
  section?: string;
}

export interface HrefSelectProps {
  label: string;
  current: string;
  options: HrefOption[];
  className?: string;
}

export function HrefSelect({ label, current, options, className }: HrefSelectProps) {
  const go = useGo();
  const [shown, setShown] = useOptimistic(current);
  const sections = Map.groupBy(options, ({ section }) => section);
  return (
    <span className={cn("min-w-0", className)}>
      <NativeSelect
        aria-label={label}
        className="border-border! font-medium shadow-xs hover:border-input/60"
        value={shown}
        onChange={(event) => {
          const chosen = options.find(({ value }) => value === event.target.value);
          if (chosen) go(chosen.href, () => setShown(chosen.value));
        }}
      >
        {[...sections].map(([section, some]) =>
          section ? (
            <optgroup key={section} label={section}>
              <Options options={some} />
            </optgroup>
          ) : (
            <Options key="" options={some} />
          ),
        )}
      </NativeSelect>
    </span>
  );
}

function Options({ options }: { options: HrefOption[] }) {
  return options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}
