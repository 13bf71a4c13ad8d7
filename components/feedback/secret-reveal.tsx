"use client";
// Shows a secret the only time it exists: copy it, keep it as .env, see how it is used, and confirm before leaving.
import { Download, ShieldAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { CodeSnippet, type Snippet } from "#components/feedback/code-snippet.tsx";
import { CopyButton } from "#components/feedback/copy-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { NativeCheckbox } from "#components/ui/native-checkbox.tsx";

export interface SecretRevealProps {
  secret: string;
  /** Name of the variable in the .env file: "KEYHOLD_API_KEY". */
  envName: string;
  snippets?: Snippet[];
  stored: boolean;
  onStoredChange: (stored: boolean) => void;
  /** For example "Waiting for the first call…". */
  children?: ReactNode;
}

/** The dialog around it keeps its close button disabled until `stored`. */
export function SecretReveal(props: SecretRevealProps) {
  const id = useId();
  return (
    <div className="grid min-w-0 gap-4">
      <p className="flex gap-2 rounded-lg bg-warning-soft px-3 py-2 font-medium text-warning text-ui">
        <ShieldAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        This is the only time the secret is shown. It cannot be read again, only replaced.
      </p>
      <div className="grid gap-1.5">
        <label htmlFor={id} className="font-medium text-ui">
          Secret
        </label>
        <div className="flex min-w-0 items-stretch rounded-lg border border-input bg-sidebar focus-within:border-ring">
          <textarea
            id={id}
            readOnly
            rows={2}
            spellCheck={false}
            autoComplete="off"
            value={props.secret}
            onFocus={(event) => event.target.select()}
            className="field-sizing-content min-w-0 flex-1 resize-none break-all bg-transparent px-3 py-2 font-mono text-ui outline-none"
          />
          <CopyButton value={props.secret} label="Copy the secret" className="m-1.5 self-start" />
        </div>
        <div className="flex flex-wrap gap-2">
          <CopyButton value={props.secret} label="Copy" showLabel variant="outline" />
          <Button variant="outline" onClick={() => downloadEnv(props.envName, props.secret)}>
            <Download /> Download .env
          </Button>
        </div>
      </div>
      {props.snippets?.length ? <CodeSnippet snippets={props.snippets} /> : null}
      {props.children}
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is the control */}
      <label className="flex items-center gap-2.5 rounded-lg border border-border px-3 py-2.5 font-medium text-ui has-checked:border-primary has-checked:bg-brand-soft/50">
        <NativeCheckbox
          checked={props.stored}
          onChange={(event) => props.onStoredChange(event.target.checked)}
        />
        I have stored it in a safe place
      </label>
    </div>
  );
}

/** Browsers take a leading dot off a file's name, and would call a plain text "env.txt". */
function downloadEnv(name: string, secret: string): void {
  const type = "application/octet-stream";
  const file = URL.createObjectURL(new Blob([`${name}=${quoted(secret)}\n`], { type }));
  const link = document.createElement("a");
  link.href = file;
  link.download = `${name.toLowerCase()}.env`;
  link.click();
  URL.revokeObjectURL(file);
}

/** A chosen secret may hold blanks and signs that would end a bare value. */
function quoted(secret: string): string {
  if (/^[\w.:/+=-]+$/.test(secret)) return secret;
  return secret.includes("'") ? JSON.stringify(secret) : `'${secret}'`;
}
