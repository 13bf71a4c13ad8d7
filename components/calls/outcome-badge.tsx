// How a call was answered, in a word; the colour says how bad that is.
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { OUTCOME_LABELS } from "#lib/shared/outcome-labels.ts";
import { OUTCOME_STATUS, type Outcome } from "#lib/shared/outcomes.ts";

const TONES: Record<(typeof OUTCOME_STATUS)[Outcome], Tone> = {
  200: "success",
  401: "danger",
  403: "danger",
  429: "warning",
  503: "neutral",
};

export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  return <Badge tone={TONES[OUTCOME_STATUS[outcome]]}>{OUTCOME_LABELS[outcome]}</Badge>;
}
