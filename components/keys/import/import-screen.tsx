"use client";
// Taking over keys: choose or paste a table, look at what would become of each row, then import what can be.
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { FormMessage } from "#components/form/form-message.tsx";
import { type ImportAct, type Judgement, judged } from "#components/keys/import/run-import.ts";
import { EMPTY_SOURCE, type ImportSource, SourceFields } from "#components/keys/import/source-fields.tsx";
import { Verdicts } from "#components/keys/import/verdicts.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardFooter, CardHeader } from "#components/ui/card.tsx";
import type { Place } from "#lib/web/place.ts";

export interface ImportScreenProps {
  act: ImportAct;
  place: Place;
  /** Where keys are listed. */
  base: string;
}

type Working = "looking" | "importing" | null;

export function ImportScreen({ act, place, base }: ImportScreenProps) {
  const router = useRouter();
  const [source, setSource] = useState<ImportSource>(EMPTY_SOURCE);
  const [working, setWorking] = useState<Working>(null);
  const [done, setDone] = useState(0);
  const [judgement, setJudgement] = useState<Judgement | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const result = useRef<HTMLDivElement>(null);

  const change = (next: ImportSource) => {
    setSource(next);
    setJudgement(null);
    setProblem(null);
  };
  const run = async (dryRun: boolean) => {
    setWorking(dryRun ? "looking" : "importing");
    setDone(0);
    setProblem(null);
    const outcome = await judged({ act, place, source, dryRun, onProgress: setDone });
    setWorking(null);
    if (outcome.problem) setProblem(outcome.problem);
    if (outcome.judgement) setJudgement(outcome.judgement);
    if (!dryRun) router.refresh();
    requestAnimationFrame(() => result.current?.scrollIntoView({ block: "nearest" }));
  };
  const ready = judgement?.report.dryRun ? judgement.report.counts.imported : 0;
  return (
    <>
      <Card>
        <CardHeader
          title="What the earlier system has"
          description="A CSV or JSON file with a row for each key: a name, and its secret or the stored hash of it."
        />
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void run(true);
          }}
        >
          <CardContent>
            <SourceFields source={source} onChange={change} ofAnyTenant={place === "platform"} />
          </CardContent>
          <CardFooter>
            <span>Nothing is changed before you have seen what would happen.</span>
            <Button
              type="submit"
              variant={ready ? "outline" : "primary"}
              className="max-sm:h-10"
              pending={working === "looking"}
              disabled={source.text.trim() === "" || working !== null}
            >
              Preview
            </Button>
          </CardFooter>
        </form>
      </Card>
      <div ref={result} aria-live="polite" className="grid grid-cols-1 gap-5">
        <FormMessage>{problem}</FormMessage>
        {judgement ? (
          <Verdicts judgement={judgement} base={base}>
            {ready ? (
              <Button
                className="max-sm:h-10"
                pending={working === "importing"}
                disabled={working !== null}
                onClick={() => void run(false)}
              >
                {working === "importing"
                  ? `${done} done`
                  : `Import ${ready === 1 ? "1 key" : `${ready} keys`}`}
              </Button>
            ) : null}
          </Verdicts>
        ) : null}
      </div>
    </>
  );
}
