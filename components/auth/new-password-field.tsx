"use client";
// A new password with what it must be.
import { PasswordInput } from "#components/auth/password-input.tsx";
import { Field } from "#components/ui/field.tsx";

export function NewPasswordField(props: { name: string; label?: string; error?: string }) {
  return (
    <Field
      label={props.label ?? "Password"}
      description="At least 12 characters. Four random words are easy to keep in mind and hard to guess."
      error={props.error}
      required
    >
      {(control) => (
        <PasswordInput
          {...control}
          name={props.name}
          autoComplete="new-password"
          minLength={12}
          maxLength={256}
        />
      )}
    </Field>
  );
}
