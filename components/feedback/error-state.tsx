"use client";
// A part of a page that failed: what, the request id by which it is found in the logs, and a way to try again.
import { TriangleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "#components/ui/button.tsx";

export function ErrorState(props: {
  title?: string;
  text?: string;
  requestId?: string;
  onRetry?: () => void;
}) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const retry = () => start(() => (props.onRetry ? props.onRetry() : router.refresh()));
  return (
    <div role="alert" className="grid justify-items-center gap-3 px-4 py-10 text-center">
      <TriangleAlert aria-hidden="true" className="size-5 text-danger" />
      <div className="grid max-w-md gap-1">
        <p className="font-semibold text-sm">{props.title ?? "This could not be loaded"}</p>
        <p className="text-muted-foreground text-ui">
          {props.text ?? "The rest of the page is not affected."}
        </p>
        {props.requestId ? (
          <p className="text-muted-foreground text-xs">
            Request <code className="select-all font-mono">{props.requestId}</code>
          </p>
        ) : null}
      </div>
      <Button variant="outline" pending={pending} onClick={retry}>
        Try again
      </Button>
    </div>
  );
}
