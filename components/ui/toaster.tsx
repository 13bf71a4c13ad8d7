"use client";
// Where toasts appear. Loaded by toast-host when the first toast is wanted.
import { useTheme } from "next-themes";
import { Toaster as Sonner, type ToasterProps } from "sonner";

export function Toaster(props: ToasterProps) {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2.5 rounded-lg border border-border bg-popover p-3 font-sans text-foreground text-ui shadow-pop sm:w-90",
          title: "font-medium",
          description: "text-muted-foreground",
          icon: "mt-0.5 shrink-0",
          content: "min-w-0 flex-1",
          actionButton: "ml-auto h-7 shrink-0 rounded-md bg-muted px-2.5 font-medium text-xs hover:bg-border",
          success: "[&_[data-icon]]:text-success",
          error: "[&_[data-icon]]:text-danger",
          warning: "[&_[data-icon]]:text-warning",
          info: "[&_[data-icon]]:text-info",
        },
      }}
      {...props}
    />
  );
}
