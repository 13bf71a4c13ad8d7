// What stands on a workspace's home until its first call: make a key, call with it, see it here.
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { CodeSnippet, type Snippet } from "#components/feedback/code-snippet.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import { WaitForCall } from "#components/usage/wait-for-call.tsx";

export interface FirstStepsProps {
  hasKey: boolean;
  mayCreate: boolean;
  keysHref: string;
  docsHref: string;
  snippets: Snippet[];
}

export function FirstSteps({ hasKey, mayCreate, keysHref, docsHref, snippets }: FirstStepsProps) {
  return (
    <Card>
      <CardHeader
        title="Three steps to the first call"
        description="This page turns into your numbers as soon as a call arrives."
      />
      <CardContent>
        <ol className="grid gap-6">
          <Step number={1} title="Make a key" done={hasKey}>
            <p className="text-muted-foreground text-ui">
              {hasKey
                ? "There is a key. Its secret was shown once, when it was made."
                : "A key lets one program call the API. Its secret is shown once."}
            </p>
            {mayCreate ? (
              <ButtonLink
                href={hasKey ? keysHref : `${keysHref}?create=true`}
                variant={hasKey ? "outline" : "primary"}
                className="w-fit"
              >
                {hasKey ? "See keys" : "Create a key"}
              </ButtonLink>
            ) : null}
          </Step>
          <Step number={2} title="Call with it" done={false} active={hasKey}>
            <p className="text-muted-foreground text-ui">
              Put your key in place of YOUR_KEY. The answer says whether it is good, and whose it is.
            </p>
            <CodeSnippet snippets={snippets} />
            <ButtonLink href={docsHref} variant="link" size="inline" className="w-fit">
              How a service verifies keys
            </ButtonLink>
          </Step>
          <Step number={3} title="See it here" done={false} active={hasKey}>
            <WaitForCall />
          </Step>
        </ol>
      </CardContent>
    </Card>
  );
}

function Step(props: {
  number: number;
  title: string;
  done: boolean;
  active?: boolean;
  children: ReactNode;
}) {
  const { number, title, done, active = true } = props;
  return (
    <li className="grid grid-cols-[1.5rem_1fr] gap-x-3">
      <span
        aria-hidden="true"
        className={cn(
          "flex size-6 items-center justify-center rounded-full font-semibold text-xs",
          done
            ? "bg-success-soft text-success"
            : active
              ? "bg-brand-soft text-brand-soft-foreground"
              : "bg-muted text-muted-foreground",
        )}
      >
        {done ? <Check className="size-3.5" /> : number}
      </span>
      <div className="grid min-w-0 gap-2.5">
        <h3 className="pt-0.5 font-medium text-sm">
          {title}
          {done ? <span className="sr-only"> (done)</span> : null}
        </h3>
        {props.children}
      </div>
    </li>
  );
}
