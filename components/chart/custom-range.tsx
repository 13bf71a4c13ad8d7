"use client";
// Two days, both included, in the zone of the page.
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

export function CustomRange(props: {
  from: string | null;
  to: string | null;
  timeZone: string;
  onApply: (from: string, to: string) => void;
}) {
  const [from, setFrom] = useState(props.from?.slice(0, 10) ?? "");
  const [to, setTo] = useState(props.to?.slice(0, 10) ?? "");
  const wrong = from && to && from > to ? "The first day must not be after the last." : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (from && to && !wrong) props.onApply(from, to);
  };
  return (
    <form onSubmit={submit} className="mt-1 grid gap-2.5 border-t p-2 pt-2.5">
      <div className="grid grid-cols-2 gap-2">
        <Field label="From" error={wrong}>
          <Input type="date" required value={from} onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <Field label="To">
          <Input type="date" required value={to} onChange={(event) => setTo(event.target.value)} />
        </Field>
      </div>
      <div className="flex items-center justify-between gap-2">
        <span className="truncate text-muted-foreground text-xs">{props.timeZone}</span>
        <Button type="submit" size="sm">
          Apply
        </Button>
      </div>
    </form>
  );
}
