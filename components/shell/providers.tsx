"use client";
// What every page stands in: theme without a flash (nonce for its inline script), URL state, toasts.
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useDebugValue } from "react";
import { rootChunk } from "#components/shell/root-chunk.ts";
import { ToastHost } from "#components/ui/toast-host.tsx";

export function Providers({ nonce, children }: { nonce?: string; children: ReactNode }) {
  useDebugValue(rootChunk);
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      nonce={nonce}
    >
      <NuqsAdapter>
        {children}
        <ToastHost />
      </NuqsAdapter>
    </ThemeProvider>
  );
}
