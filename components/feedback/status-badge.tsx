// The state of a thing in one word, with a shape beside the colour.
import { Badge, type Tone } from "#components/ui/badge.tsx";

export type StatusShape = "dot" | "ring" | "half" | "cross" | "bars";

const known: Record<string, [Tone, StatusShape]> = {
  active: ["success", "dot"],
  valid: ["success", "dot"],
  paid: ["success", "dot"],
  rotating: ["info", "half"],
  invited: ["info", "half"],
  trial: ["info", "half"],
  expiring: ["warning", "half"],
  throttled: ["warning", "bars"],
  disabled: ["neutral", "bars"],
  suspended: ["warning", "bars"],
  expired: ["neutral", "ring"],
  unused: ["neutral", "ring"],
  revoked: ["danger", "cross"],
  refused: ["danger", "cross"],
};

export interface StatusBadgeProps {
  /** A known state ("active", "revoked", …), or any word with a tone. */
  status: string;
  label?: string;
  tone?: Tone;
  shape?: StatusShape;
}

export function StatusBadge({ status, label, tone, shape }: StatusBadgeProps) {
  const [knownTone, knownShape] = known[status.toLowerCase()] ?? ["neutral", "ring"];
  return (
    <Badge tone={tone ?? knownTone}>
      <Shape shape={shape ?? knownShape} />
      {label ?? status.charAt(0).toUpperCase() + status.slice(1).toLowerCase().replaceAll("_", " ")}
    </Badge>
  );
}

const paths: Record<StatusShape, string> = {
  dot: "M5 1.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7Z",
  ring: "M5 1a4 4 0 1 1 0 8 4 4 0 0 1 0-8Zm0 1.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z",
  half: "M5 1a4 4 0 1 1 0 8 4 4 0 0 1 0-8Zm0 1.5v5a2.5 2.5 0 0 0 0-5Z",
  cross: "m2.2 1.2 2.8 2.7 2.8-2.7 1 1L6.1 5l2.7 2.8-1 1L5 6.1 2.2 8.8l-1-1L3.9 5 1.2 2.2Z",
  bars: "M2 1.5h2v7H2Zm4 0h2v7H6Z",
};

function Shape({ shape }: { shape: StatusShape }) {
  return (
    <svg viewBox="0 0 10 10" aria-hidden="true" className="size-2.5! fill-current">
      <path d={paths[shape]} />
    </svg>
  );
}
