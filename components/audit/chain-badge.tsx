// Whether the trail is whole, in a word; the last hash for whoever wants to keep it.
import { ShieldAlert, ShieldCheck } from "lucide-react";
import { Hint } from "#components/overlay/hint.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { ChainView } from "#lib/audit/verify-chain.ts";
import { formatInteger } from "#lib/shared/format.ts";

export async function ChainBadge({ load }: { load: Promise<ChainView> }) {
  const chain = await load;
  if (!chain.ok)
    return (
      <Badge tone="danger">
        <ShieldAlert aria-hidden="true" />
        Chain broken at entry {chain.brokenSeq}
      </Badge>
    );
  const part = chain.checked < chain.length ? `the last ${formatInteger(chain.checked)} of ` : "";
  return (
    <Hint
      text={`Checked ${part}${formatInteger(chain.length)} entries. Last hash ${chain.head?.slice(0, 16) ?? "—"}…`}
    >
      <Badge tone="success">
        <ShieldCheck aria-hidden="true" />
        Chain verified
      </Badge>
    </Hint>
  );
}
