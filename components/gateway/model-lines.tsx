"use client";
// Which models may be asked for, under which names, and which answer where one cannot be reached; one a line.
import type { GatewayLines } from "#components/gateway/gateway-draft.ts";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";

interface ModelLinesProps {
  value: GatewayLines;
  onChange: (change: Partial<GatewayLines>) => void;
  /** What it means to allow none by name. */
  emptyModels: string;
  errorAt: (path: string) => string | undefined;
}

export function ModelLines({ value, onChange, emptyModels, errorAt }: ModelLinesProps) {
  return (
    <>
      <Field
        label="Allowed models"
        description={`provider/model, one a line; * stands for any characters. ${emptyModels}`}
        error={errorAt("gateway.models")}
      >
        <Lines
          value={value.models}
          placeholder={"openai/gpt-5*\nanthropic/*"}
          onChange={(models) => onChange({ models })}
        />
      </Field>
      <Field
        label="Aliases"
        description="Names of your own, one a line. What they stand for can change without a change in programs."
        error={errorAt("gateway.aliases")}
      >
        <Lines
          value={value.aliases}
          placeholder="fast = openai/gpt-5-mini"
          onChange={(aliases) => onChange({ aliases })}
        />
      </Field>
      <Field
        label="Fallbacks"
        description="Models to go on to when the first cannot be reached; never after its first word."
        error={errorAt("gateway.fallbacks")}
      >
        <Lines
          value={value.fallbacks}
          placeholder="openai/gpt-5 = anthropic/claude-sonnet-4-5"
          onChange={(fallbacks) => onChange({ fallbacks })}
        />
      </Field>
    </>
  );
}

function Lines(props: { value: string; placeholder: string; onChange: (text: string) => void }) {
  return (
    <Textarea
      value={props.value}
      placeholder={props.placeholder}
      spellCheck={false}
      autoCapitalize="none"
      className="font-mono md:text-xs!"
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}
