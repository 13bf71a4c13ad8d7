"use client";
// Copies a text and says so, to eyes and to screen readers. Works without the Clipboard API (plain http) too.
import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button, type ButtonProps } from "#components/ui/button.tsx";

const SHOWN_MS = 2_000;

export type CopyButtonProps = Omit<ButtonProps, "onClick" | "value"> & {
  value: string;
  /** Names what is copied: "Copy key". */
  label: string;
  /** Shows the label beside the icon. */
  showLabel?: boolean;
};

export function CopyButton({ value, label, showLabel, ...button }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    setCopied(await copyText(value));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setCopied(false), SHOWN_MS);
  };
  return (
    <>
      <Button
        variant="ghost"
        size={showLabel ? "md" : "icon-sm"}
        aria-label={showLabel ? undefined : label}
        {...button}
        onClick={copy}
      >
        {copied ? <Check className="text-success" /> : <Copy />}
        {showLabel ? (copied ? "Copied" : label) : null}
      </Button>
      <span aria-live="polite" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </>
  );
}

export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    const done = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    if (done) return true;
  }
  return copyBySelection(text);
}

/** The way before the Clipboard API; inside an open dialog, since focus is kept there. */
function copyBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "fixed top-0 opacity-0";
  const room = document.activeElement?.closest("[role=dialog],[role=alertdialog]") ?? document.body;
  room.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
