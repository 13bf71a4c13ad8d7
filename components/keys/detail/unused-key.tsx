"use client";
// A key that was never used: how to use it, and a look-out for the first call.
import { useRouter } from "next/navigation";
import { CodeSnippet } from "#components/feedback/code-snippet.tsx";
import { type KeyActions, placeOf } from "#components/keys/key-actions.ts";
import { FirstCallStatus } from "#components/keys/reveal/first-call-status.tsx";
import { firstCallSnippets } from "#components/keys/reveal/snippets.ts";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import type { KeyView } from "#lib/keys/view.ts";

export function UnusedKey(props: { view: KeyView; baseUrl: string; actions: Pick<KeyActions, "get"> }) {
  const { view, actions } = props;
  const router = useRouter();
  return (
    <Card>
      <CardHeader title="Make the first call" description="Put the secret in place of YOUR_KEY." />
      <CardContent className="grid gap-3">
        <CodeSnippet snippets={firstCallSnippets(props.baseUrl, "YOUR_KEY")} />
        <FirstCallStatus
          poll={() => actions.get(placeOf(view), { keyId: view.id })}
          isSeen={(key) => {
            if (key.lastUsedAt) router.refresh();
            return key.lastUsedAt !== null;
          }}
        />
      </CardContent>
    </Card>
  );
}
