"use client";
import "./globals.css";
import { TriangleAlert } from "lucide-react";
import { MessagePage } from "#components/feedback/message-page.tsx";
import { Button } from "#components/ui/button.tsx";

export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <head>
        <title>Error · Keyhold</title>
      </head>
      <body className="font-sans">
        <MessagePage
          icon={<TriangleAlert />}
          title="Keyhold could not start this page"
          text="Nothing was changed. Try again; if it keeps failing, tell your administrator the reference below."
          reference={error.digest}
          action={
            <Button size="lg" onClick={reset}>
              Try again
            </Button>
          }
        />
      </body>
    </html>
  );
}
