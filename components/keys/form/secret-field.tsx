"use client";
// The secret of a new key: made by Keyhold, or one that somebody chose and whose holders keep it.
import { useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Fieldset } from "#components/ui/fieldset.tsx";
import { Input } from "#components/ui/input.tsx";
import { Segmented } from "#components/ui/segmented.tsx";

export function SecretField(props: { value: string; onChange: (value: string) => void; error?: string }) {
  const [own, setOwn] = useState(props.value !== "");
  const choose = (choice: string) => {
    setOwn(choice === "own");
    if (choice !== "own") props.onChange("");
  };
  return (
    <Fieldset legend="Secret">
      <Segmented
        label="Secret"
        className="self-start max-sm:h-10 max-sm:[&_label]:h-9"
        value={own || props.error ? "own" : "made"}
        onValueChange={choose}
        segments={[
          { value: "made", label: "Made for you" },
          { value: "own", label: "Chosen" },
        ]}
      />
      {own || props.error ? (
        <Field
          label="Chosen secret"
          hideLabel
          error={props.error}
          description="16 to 512 characters, for callers who have this one already. A made secret is stronger."
        >
          <Input
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
            value={props.value}
            onChange={(event) => props.onChange(event.target.value)}
          />
        </Field>
      ) : (
        <p className="text-muted-foreground text-xs">
          256 random bits with a checksum. Take this one if you can.
        </p>
      )}
    </Fieldset>
  );
}
