// What stands where charts will be, before the first call: how to make one.
import { ChartColumn } from "lucide-react";
import type { ReactNode } from "react";
import { CodeSnippet, type Snippet } from "#components/feedback/code-snippet.tsx";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { Card } from "#components/ui/card.tsx";

export function NeverUsed({ snippets, action }: { snippets: Snippet[]; action?: ReactNode }) {
  return (
    <Card>
      <EmptyState
        icon={<ChartColumn />}
        title="No calls yet"
        text="Calls appear here within seconds of the first one, refused ones too."
        action={action}
        snippet={<CodeSnippet snippets={snippets} />}
      />
    </Card>
  );
}
