"use client";
import { TriangleAlert } from "lucide-react";
import { MessagePage } from "#components/feedback/message-page.tsx";
import { Button } from "#components/ui/button.tsx";

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <MessagePage
      icon={<TriangleAlert />}
      title="This page could not be shown"
      text="Nothing was changed. Try again; if it keeps failing, tell your administrator the reference below."
      reference={error.digest}
      action={
        <Button size="lg" onClick={reset}>
          Try again
        </Button>
      }
    />
  );
}
