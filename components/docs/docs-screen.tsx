// How to use the API with a tenant's own address and names: verify, authorize, ask, read the headers, handle errors.
import type { ReactNode } from "react";
import { Code, DocSection } from "#components/docs/doc-section.tsx";
import {
  type DocFacts,
  meSnippets,
  placeholderKey,
  placeholderToken,
  proxySnippets,
  refusalSnippets,
  verifyAnswer,
} from "#components/docs/doc-snippets.ts";
import { DocTable } from "#components/docs/doc-table.tsx";
import { ANSWERS, HEADERS } from "#components/docs/doc-words.ts";
import { CodeSnippet } from "#components/feedback/code-snippet.tsx";
import { verifySnippets } from "#components/tokens/verify-snippets.ts";
import { TextLink } from "#components/ui/text-link.tsx";

const CHAPTERS = [
  { id: "verify", title: "Verify a key" },
  { id: "authorize", title: "Let a proxy ask" },
  { id: "me", title: "What a key may still do" },
  { id: "limits", title: "Limits in headers" },
  { id: "errors", title: "Refusals" },
];

export function DocsScreen({ facts, tokensHref }: { facts: DocFacts; tokensHref: string | null }) {
  return (
    <div className="grid gap-10">
      <nav aria-label="On this page" className="-mt-1 flex flex-wrap gap-x-5 gap-y-2 text-ui">
        {CHAPTERS.map((chapter) => (
          <TextLink key={chapter.id} href={`#${chapter.id}`}>
            {chapter.title}
          </TextLink>
        ))}
      </nav>
      <VerifyChapter facts={facts} tokensHref={tokensHref} />
      <DocSection
        id="authorize"
        title="Let a proxy ask"
        aside={<CodeSnippet label="Proxy" snippets={proxySnippets(facts)} />}
      >
        <Words>
          A proxy in front of your service can ask <Code>/v1/authorize</Code> with nothing but the caller’s
          own headers. It answers 200 with who is calling, or the refusal to hand back.
        </Words>
        <Words>
          Your service then reads <Code>X-Client-Id</Code> (here <Code>{facts.clientId}</Code>),{" "}
          <Code>X-Key-Id</Code>, <Code>X-Key-Scopes</Code> and <Code>X-Key-Environment</Code>.
        </Words>
      </DocSection>
      <DocSection
        id="me"
        title="What a key may still do"
        aside={<CodeSnippet label="About a key" snippets={meSnippets(facts)} />}
      >
        <Words>
          Whoever holds a key can ask about it with the key itself: its name, scopes and expiry, each limit
          with what is left and when it resets, and what was used today and this month.
        </Words>
      </DocSection>
      <DocSection
        id="limits"
        title="Limits in headers"
        aside={
          <DocTable label="Rate-limit headers" columns={["Header", "Means", "Example"]} rows={HEADERS} />
        }
      >
        <Words>
          Every answer to a key says how much is left. Programs should slow down before they are refused.
        </Words>
        <Words>A refused call spends nothing, on any limit.</Words>
      </DocSection>
      <DocSection
        id="errors"
        title="Refusals"
        aside={
          <>
            <CodeSnippet label="A refusal" snippets={refusalSnippets()} />
            <DocTable label="Codes of refusals" columns={["Code", "Status", "What to do"]} rows={ANSWERS} />
          </>
        }
      >
        <Words>
          Refusals are <Code>application/problem+json</Code>. Decide by <Code>code</Code>, not by the text,
          and keep <Code>requestId</Code>: with it we find the call.
        </Words>
        <Words>
          On 429 and 503 wait as long as <Code>Retry-After</Code> says. Never retry a 401 or 403 as it is.
        </Words>
      </DocSection>
    </div>
  );
}

function VerifyChapter({ facts, tokensHref }: { facts: DocFacts; tokensHref: string | null }) {
  return (
    <DocSection
      id="verify"
      title="Verify a key"
      aside={
        <>
          <CodeSnippet
            label="Verify a key"
            snippets={verifySnippets(facts.baseUrl, placeholderToken(facts), placeholderKey(facts))}
          />
          <CodeSnippet label="Verify a key, answer" snippets={verifyAnswer(facts)} />
        </>
      }
    >
      <Words>
        A service that is called with a key asks whether the key is good for this call. It authenticates with
        a service token that has <Code>keys:verify</Code>.{" "}
        {tokensHref ? <TextLink href={tokensHref}>Create a service token</TextLink> : null}
      </Words>
      <Words>
        The answer is 200 whether or not the key is good. When <Code>valid</Code> is false,{" "}
        <Code>response</Code> holds the whole answer to hand to your caller: status, headers and body.
      </Words>
      <Words>
        Name <Code>scopes</Code> that the call needs, <Code>units</Code> that it spends besides one request,
        and the caller’s <Code>ip</Code> when keys are bound to addresses.
      </Words>
    </DocSection>
  );
}

function Words({ children }: { children: ReactNode }) {
  return <p className="text-muted-foreground">{children}</p>;
}
