// Short messages that appear and go. Nothing is loaded until the first one is shown.
import type { ExternalToast } from "sonner";

type Kind = "success" | "error" | "info" | "warning";

const listeners = new Set<() => void>();
let wanted = false;

/** Shows a toast: toast.success("Key disabled", { action: { label: "Undo", onClick } }). */
export const toast = {
  success: (title: string, options?: ExternalToast) => show("success", title, options),
  error: (title: string, options?: ExternalToast) => show("error", title, { duration: 8_000, ...options }),
  info: (title: string, options?: ExternalToast) => show("info", title, options),
  warning: (title: string, options?: ExternalToast) => show("warning", title, options),
};

/** Tells the host when a toaster must be on the page; returns a function that stops listening. */
export function onToastWanted(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function isToastWanted(): boolean {
  return wanted;
}

async function show(kind: Kind, title: string, options?: ExternalToast): Promise<void> {
  wanted = true;
  for (const listener of listeners) listener();
  const sonner = await import("sonner");
  sonner.toast[kind](title, options);
}
