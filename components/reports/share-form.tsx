"use client";
// What a link to a report is called, for how long it holds, and what it tells.
import { useState } from "react";
import { CheckboxLine } from "#components/form/checkbox-line.tsx";
import { FormMessage } from "#components/form/form-message.tsx";
import { useAct } from "#components/form/use-act.ts";
import { useServerErrors } from "#components/form/use-server-errors.ts";
import type { CreateReportAct } from "#components/reports/report-actions.ts";
import { Button } from "#components/ui/button.tsx";
import { DialogBody, DialogClose, DialogFooter } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ReportWithLink } from "#lib/reports/view.ts";
import type { Place } from "#lib/web/place.ts";

const LIVES = [
  { days: 1, label: "1 day" },
  { days: 7, label: "7 days" },
  { days: 30, label: "30 days" },
  { days: 90, label: "90 days" },
];

interface ShareFormProps {
  place: Place;
  create: CreateReportAct;
  /** The parameters of the page. */
  search: string;
  listHref: string;
  onMade: (report: ReportWithLink) => void;
}

export function ShareForm({ place, create, search, listHref, onMade }: ShareFormProps) {
  const errors = useServerErrors();
  const { pending, run } = useAct(create);
  const [title, setTitle] = useState("Usage");
  const [days, setDays] = useState(30);
  const [frozen, setFrozen] = useState(false);
  const [namesKeys, setNamesKeys] = useState(false);
  const submit = async () => {
    errors.clear();
    const result = await run(place, { title, search, expiresInDays: days, frozen, namesKeys });
    if (result.ok) onMade(result.data);
    else errors.show(result.error);
  };
  return (
    <form
      ref={errors.formRef}
      noValidate
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <DialogBody className="gap-5">
        <div className="grid gap-4 sm:grid-cols-[1fr_9rem]">
          <Field label="Title" required error={errors.at("title")}>
            <Input
              value={title}
              maxLength={120}
              autoComplete="off"
              onChange={(event) => setTitle(event.target.value)}
            />
          </Field>
          <Field label="Holds for" error={errors.at("expiresInDays")}>
            <NativeSelect value={days} onChange={(event) => setDays(Number(event.target.value))}>
              {LIVES.map((life) => (
                <option key={life.days} value={life.days}>
                  {life.label}
                </option>
              ))}
            </NativeSelect>
          </Field>
        </div>
        <CheckboxLine
          checked={frozen}
          onChange={setFrozen}
          label="Keep the range where it is now"
          description="Else “the last 30 days” are those before somebody opens the link."
        />
        <CheckboxLine
          checked={namesKeys}
          onChange={setNamesKeys}
          label="Call keys by their names"
          description="Else they are numbered: Key 1, Key 2. Ids and secrets are never in a report."
        />
        <p className="text-muted-foreground text-ui">
          What is shared already stands in <TextLink href={listHref}>Shared reports</TextLink>.
        </p>
        <FormMessage>{errors.message}</FormMessage>
      </DialogBody>
      <DialogFooter>
        <DialogClose render={<Button variant="outline" className="max-sm:h-10" />}>Cancel</DialogClose>
        <Button type="submit" pending={pending} className="max-sm:h-10">
          Make the link
        </Button>
      </DialogFooter>
    </form>
  );
}
