"use client";
// Why and how long staff look at a tenant's own pages; then goes there.
import { Eye } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Act } from "#components/form/act.ts";
import { useAct } from "#components/form/use-act.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Segmented } from "#components/ui/segmented.tsx";

export type BeginVisit = Act<{ tenant: string; reason: string; minutes: 15 | 60 }, unknown>;

export interface VisitFormProps {
  tenant: { clientId: string; name: string };
  /** Where to go then. */
  next: string;
  begin: BeginVisit;
}

const LENGTHS = [
  { value: "15", label: "15 minutes" },
  { value: "60", label: "60 minutes" },
] as const;

export function VisitForm({ tenant, next, begin }: VisitFormProps) {
  const { pending, run } = useAct(begin);
  const [reason, setReason] = useState("");
  const [length, setLength] = useState<"15" | "60">("15");
  const [error, setError] = useState<string>();
  const [leaving, setLeaving] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const minutes = length === "60" ? 60 : 15;
    const result = await run("platform", { tenant: tenant.clientId, reason, minutes });
    if (!result.ok) return setError(result.error.fields?.reason ?? result.error.message);
    setLeaving(true);
    // Whatever the browser keeps of these pages was made before.
    window.location.assign(next);
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="grid gap-5">
      <Field
        label="Reason"
        description={`${tenant.name} reads it in its audit log, with your name.`}
        error={error}
        required
      >
        <Input
          value={reason}
          maxLength={200}
          placeholder="Ticket 4711: refused calls since Monday"
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <div className="grid justify-items-start gap-1.5">
        <span aria-hidden="true" className="font-medium text-ui">
          For how long
        </span>
        <Segmented label="For how long" value={length} segments={[...LENGTHS]} onValueChange={setLength} />
      </div>
      <Button type="submit" pending={pending || leaving} className="justify-self-start">
        <Eye />
        View as {tenant.name}
      </Button>
    </form>
  );
}
