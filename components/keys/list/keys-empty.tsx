// No keys: because there are none yet, or because none fits.
import { KeyRound, SearchX } from "lucide-react";
import { CodeSnippet } from "#components/feedback/code-snippet.tsx";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { KEY_PARAMS } from "#components/keys/list/key-filters.ts";
import { firstCallSnippets } from "#components/keys/reveal/snippets.ts";
import { ClearFilters } from "#components/table/clear-filters.tsx";
import { ButtonLink } from "#components/ui/button.tsx";

export function KeysEmpty(props: { unused: boolean; mayCreate: boolean; baseUrl: string }) {
  if (!props.unused)
    return (
      <EmptyState
        icon={<SearchX />}
        title="No key fits"
        text="No key has all that was asked for. A pasted key is found by itself, whatever the filters say."
        action={<ClearFilters names={[...KEY_PARAMS, "tenant", "env"]} label="Clear filters" />}
      />
    );
  return (
    <EmptyState
      icon={<KeyRound />}
      title="No keys yet"
      text="A key lets one program call the API, with its own scopes, limits and numbers."
      action={
        props.mayCreate ? (
          <ButtonLink href="?create=true" scroll={false}>
            Create the first key
          </ButtonLink>
        ) : null
      }
      snippet={<CodeSnippet snippets={firstCallSnippets(props.baseUrl, "YOUR_KEY")} />}
    />
  );
}
