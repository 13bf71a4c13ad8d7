// What becomes of each row: what needs a look comes first, and what goes well is not listed without end.
import Link from "next/link";
import type { ReactNode } from "react";
import type { Judgement } from "#components/keys/import/run-import.ts";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Card, CardContent, CardFooter, CardHeader } from "#components/ui/card.tsx";
import type { ImportResult, ImportStatus } from "#lib/keys/import-schemas.ts";

const SHOWN = 200;

const ORDER: ImportStatus[] = ["invalid", "conflict", "imported", "unchanged"];
const TONES: Record<ImportStatus, Tone> = {
  imported: "success",
  unchanged: "neutral",
  invalid: "danger",
  conflict: "warning",
};

function wordsOf(dryRun: boolean): Record<ImportStatus, string> {
  return {
    imported: dryRun ? "Will be imported" : "Imported",
    unchanged: "There already",
    invalid: "Needs mending",
    conflict: "Cannot be taken",
  };
}

export interface VerdictsProps {
  judgement: Judgement;
  /** Where keys are listed. */
  base: string;
  /** What can be done now. */
  children: ReactNode;
}

export function Verdicts({ judgement, base, children }: VerdictsProps) {
  const { report, names, ignored } = judgement;
  const words = wordsOf(report.dryRun);
  const rows = ORDER.flatMap((status) => report.results.filter((result) => result.status === status));
  const more = rows.length - SHOWN;
  return (
    <Card>
      <CardHeader
        title={report.dryRun ? "What would happen" : "What happened"}
        description={ignored.length > 0 ? `Columns that are not used: ${ignored.join(", ")}.` : undefined}
        actions={children}
      />
      <CardContent className="grid grid-cols-1 gap-3">
        <ul aria-label="Totals" className="flex flex-wrap gap-2">
          {ORDER.filter((status) => report.counts[status] > 0).map((status) => (
            <li key={status}>
              <Badge tone={TONES[status]}>
                {words[status]}: {report.counts[status]}
              </Badge>
            </li>
          ))}
        </ul>
        <ul aria-label="Rows" className="grid divide-y rounded-lg border border-border text-ui">
          {rows.slice(0, SHOWN).map((result) => (
            <li
              key={result.row}
              className="grid grid-cols-[3.5rem_1fr] items-baseline gap-x-3 gap-y-1 px-3 py-2 sm:grid-cols-[3.5rem_12rem_9rem_1fr]"
            >
              <span className="text-muted-foreground tabular-nums">Row {result.row}</span>
              <span className="min-w-0 truncate font-medium">{names[result.row - 1] || "No name"}</span>
              <span className="max-sm:col-start-2">
                <Badge tone={TONES[result.status]}>{words[result.status]}</Badge>
              </span>
              <What result={result} base={base} />
            </li>
          ))}
        </ul>
      </CardContent>
      {more > 0 ? <CardFooter>And {more} more rows.</CardFooter> : null}
    </Card>
  );
}

function What({ result, base }: { result: ImportResult; base: string }) {
  const { keyId, field, detail } = result;
  return (
    <span className="min-w-0 break-words text-muted-foreground max-sm:col-start-2">
      {keyId ? (
        <Link href={`${base}/${keyId}`} className="text-primary underline-offset-4 hover:underline">
          Open the key
        </Link>
      ) : null}
      {detail ? `${field && result.status === "invalid" ? `${field}: ` : ""}${detail}` : null}
    </span>
  );
}
