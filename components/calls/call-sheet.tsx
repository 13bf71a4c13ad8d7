"use client";
// One call: what was asked, and check by check why it was answered so.
import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { environmentOf, latencyWords } from "#components/calls/call-columns.tsx";
import { VerdictList } from "#components/calls/verdict-list.tsx";
import { CopyButton } from "#components/feedback/copy-button.tsx";
import { KeyValueList } from "#components/feedback/key-value-list.tsx";
import { modelFacts } from "#components/gateway/model-facts.tsx";
import { Sheet, SheetContent } from "#components/ui/sheet.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { formatInstant, formatInteger } from "#lib/shared/format.ts";
import { OUTCOME_LABELS } from "#lib/shared/outcome-labels.ts";
import { OUTCOME_STATUS } from "#lib/shared/outcomes.ts";
import type { CallView } from "#lib/usage/call-view.ts";
import type { NamedCall } from "#lib/usage/named-call.ts";

export interface CallSheetProps {
  call: CallView | NamedCall;
  /** Where keys have their pages. */
  keysHref: string;
  showTenant: boolean;
  timeZone: string;
  onClose: () => void;
}

export default function CallSheet({ call, keysHref, showTenant, timeZone, onClose }: CallSheetProps) {
  const { key, outcome } = call;
  const model = "model" in call ? call.model : null;
  const units = Object.entries(call.units)
    .filter(([meter]) => !model || !TOLD_OF_MODELS.includes(meter))
    .map(([meter, amount]) => `${formatInteger(amount)} ${meter}`);
  const facts = [
    { label: "Request", value: <Code text={call.requestId} copy="Copy request id" /> },
    {
      label: "Key",
      value: key ? <TextLink href={`${keysHref}/${key.id}`}>{key.name}</TextLink> : "No key of ours",
    },
    showTenant && key ? { label: "Tenant", value: key.clientId } : null,
    { label: "Environment", value: environmentOf(call) },
    { label: "Resource", value: call.resource && <Narrow name="resource" value={call.resource} /> },
    {
      label: "Scopes",
      value: call.scopes.length > 0 ? <Narrow name="scope" value={call.scopes.join(" ")} /> : null,
    },
    { label: "Address", value: call.ip && <Narrow name="ip" value={call.ip} /> },
    { label: "Agent", value: call.userAgent },
    { label: "Tags", value: call.tags.length > 0 ? <Tags tags={call.tags} /> : null },
    { label: "Asked for", value: [requests(call.cost), ...units].join(", ") },
    ...(model ? modelFacts(model) : []),
    { label: "Decided in", value: latencyWords(call.latencyMicros) },
    { label: "Answer", value: `${OUTCOME_STATUS[outcome]}, ${outcome}` },
  ].filter((fact) => fact !== null);
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()}>
      <SheetContent
        title={OUTCOME_LABELS[outcome]}
        description={`${formatInstant(call.at, timeZone)}, ${timeZone.replaceAll("_", " ")}`}
      >
        <div className="grid gap-6 p-5">
          <Section title="Verdict">
            <VerdictList outcome={outcome} />
          </Section>
          <Section title="Call">
            <KeyValueList items={facts} />
          </Section>
        </div>
      </SheetContent>
    </Sheet>
  );
}

/** Meters whose amounts stand among the facts of a call to a model. */
const TOLD_OF_MODELS = ["tokens", "cost"];

const requests = (cost: number) => (cost === 1 ? "1 request" : `${formatInteger(cost)} requests`);

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-3">
      <h3 className="font-semibold text-sm">{title}</h3>
      {children}
    </section>
  );
}

function Code({ text, copy }: { text: string; copy: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <code className="min-w-0 break-all font-mono text-xs">{text}</code>
      <CopyButton value={text} label={copy} />
    </span>
  );
}

function Tags({ tags }: { tags: string[] }) {
  return (
    <span className="flex flex-wrap gap-x-2">
      {tags.map((tag) => (
        <Narrow key={tag} name="tag" value={tag} />
      ))}
    </span>
  );
}

/** Leads to the calls that share this with the one that is open. */
function Narrow({ name, value }: { name: "resource" | "scope" | "ip" | "tag"; value: string }) {
  const next = new URLSearchParams(useSearchParams());
  for (const gone of ["open", "after", "trail"]) next.delete(gone);
  next.set(name, value);
  return (
    <TextLink href={`?${next}`} scroll={false} className="break-all">
      {value}
    </TextLink>
  );
}
