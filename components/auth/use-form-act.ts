"use client";
// Sends a form's fields to a server action and keeps what it says about each of them.
import { type FormEvent, useState } from "react";
import type { Act } from "#components/form/act.ts";
import { useAct } from "#components/form/use-act.ts";
import { useServerErrors } from "#components/form/use-server-errors.ts";
import type { Place } from "#lib/web/place.ts";

export function useFormAct<Input, Output>(
  act: Act<Input, Output>,
  options: {
    place?: Place;
    input: (fields: (name: string) => string) => Input;
    onDone: (output: Output, form: HTMLFormElement) => void | Promise<void>;
  },
) {
  const { pending, run } = useAct(act);
  const [finishing, setFinishing] = useState(false);
  const errors = useServerErrors();
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    errors.clear();
    const result = await run(
      options.place ?? "platform",
      options.input((name) => String(data.get(name) ?? "")),
    );
    if (!result.ok) return errors.show(result.error);
    setFinishing(true);
    await options.onDone(result.data, form);
    setFinishing(false);
  };
  return {
    pending: pending || finishing,
    errors,
    onSubmit: (event: FormEvent<HTMLFormElement>) => void send(event),
  };
}
