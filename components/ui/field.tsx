"use client";
// A labelled control with help and error text. Input, Textarea and the selects inside find their id and aria attributes
// by useFieldControl; client code may also take them from a function child.
import { createContext, type ReactNode, use, useId } from "react";
import { cn } from "#components/ui/cn.ts";
import { Label } from "#components/ui/label.tsx";

export interface FieldControlProps {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  "aria-required"?: true;
  disabled?: boolean;
}

export interface FieldProps {
  label: ReactNode;
  /** One line that says what the value is for. */
  description?: ReactNode;
  /** What is wrong and what to do; announced when it appears. */
  error?: string | null;
  /** Beside the label, for example "Optional". */
  hint?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  hideLabel?: boolean;
  className?: string;
  /** Elements that read the context, or a function of the control's props. */
  children: ReactNode | ((control: FieldControlProps) => ReactNode);
}

const FieldContext = createContext<FieldControlProps | null>(null);

/** The id and aria attributes of the surrounding Field, or nothing outside of one. */
export function useFieldControl(): Partial<FieldControlProps> {
  return use(FieldContext) ?? {};
}

export function Field(props: FieldProps) {
  const id = useId();
  const control: FieldControlProps = {
    id,
    "aria-describedby": describedBy(id, props),
    "aria-invalid": props.error ? true : undefined,
    "aria-required": props.required ? true : undefined,
    disabled: props.disabled,
  };
  return (
    <div data-slot="field" className={cn("flex min-w-0 flex-col gap-1.5", props.className)}>
      <div className={cn("flex items-baseline justify-between gap-2", props.hideLabel && "sr-only")}>
        <Label htmlFor={id} id={`${id}-label`}>
          {props.label}
        </Label>
        {props.hint ? <span className="text-muted-foreground text-xs">{props.hint}</span> : null}
      </div>
      <FieldContext value={control}>
        {typeof props.children === "function" ? props.children(control) : props.children}
      </FieldContext>
      {props.description ? (
        <p id={`${id}-help`} className="text-muted-foreground text-xs">
          {props.description}
        </p>
      ) : null}
      <FieldError id={`${id}-error`}>{props.error}</FieldError>
    </div>
  );
}

/** Error text in a live region that is always there, so that its arrival is announced. */
export function FieldError({ id, children }: { id?: string; children?: ReactNode }) {
  return (
    <p id={id} aria-live="polite" className={cn("font-medium text-danger text-xs", !children && "sr-only")}>
      {children}
    </p>
  );
}

function describedBy(id: string, { description, error }: FieldProps): string | undefined {
  const ids = [description ? `${id}-help` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return ids || undefined;
}
