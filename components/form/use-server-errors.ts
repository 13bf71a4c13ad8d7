"use client";
// Messages of the server by field. They stand until the form is sent again; nothing that was typed is lost.
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { ActionError } from "#lib/shared/action-result.ts";

export interface ServerErrors {
  /** For the form element: the first control with a message is brought into view and focused. */
  formRef: RefObject<HTMLFormElement | null>;
  /** What is wrong with the whole, when no field is to blame. */
  message: string | null;
  at: (path: string) => string | undefined;
  /** Every path that has a message. */
  paths: string[];
  show: (error: ActionError, controlOf?: (path: string) => string) => void;
  showAt: (path: string, message: string) => void;
  clear: () => void;
}

const NONE: Record<string, string> = {};

export function useServerErrors(): ServerErrors {
  const [fields, setFields] = useState(NONE);
  const [message, setMessage] = useState<string | null>(null);
  const formRef = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (fields === NONE) return;
    formRef.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [fields]);
  const clear = useCallback(() => {
    setFields(NONE);
    setMessage(null);
  }, []);
  const show = (error: ActionError, controlOf: (path: string) => string = (path) => path) => {
    const entries = Object.entries(error.fields ?? {}).map(
      ([path, text]) => [controlOf(path), text] as const,
    );
    setFields(Object.fromEntries(entries));
    setMessage(entries.length === 0 ? error.message : null);
  };
  return {
    formRef,
    message,
    at: (path) => fields[path],
    paths: Object.keys(fields),
    show,
    showAt: (path, text) => setFields((before) => ({ ...before, [path]: text })),
    clear,
  };
}
