// Rates over all nodes at three times what they admit, most of it at one node: never more than the limit in any window,
// and nearly all of it.
import { setTimeout as sleep } from "node:timers/promises";
import type { Limit } from "#lib/shared/limits.ts";
import { type Client, openClient } from "../load/client.ts";
import type { Installation } from "../setup/installation.ts";
import type { Finding, Scenario } from "./scenario.ts";

const LIMITS = [1, 10, 100, 10_000];
const WINDOW_MS = 60_000;
const DEMAND = 3;
const TICK_MS = 20;

export const rates: Scenario = {
  name: "rates",
  title: "Rates per minute at three times what they admit, 80 % of it at one of the nodes",
  parameters: { seconds: 126 },
  async run({ installation, parameters: { seconds = 0 } }) {
    const client = openClient(installation.token);
    const admitted = await Promise.all(
      LIMITS.map((limit) => ask(installation, client, limit, seconds * 1_000)),
    );
    client.close();
    return LIMITS.flatMap((limit, index) => findings(limit, admitted[index]!, seconds * 1_000));
  },
};

/** Calls that were admitted: at some moment between these, on performance.now(). */
interface Admitted {
  askedMs: number;
  answeredMs: number;
}

async function ask(
  { nodes, makeKey }: Installation,
  client: Client,
  limit: number,
  durationMs: number,
): Promise<Admitted[]> {
  const rate: Limit = {
    name: "minute",
    kind: "rate",
    window: "1m",
    meter: "requests",
    limit,
    burst: 0,
    onFailure: "closed",
  };
  const { secret } = await makeKey([rate]);
  const admitted: Admitted[] = [];
  const pending = new Set<Promise<void>>();
  const startedAt = performance.now();
  for (let made = 0; performance.now() - startedAt < durationMs; await sleep(TICK_MS)) {
    const due = Math.floor(((performance.now() - startedAt) / WINDOW_MS) * limit * DEMAND) + 1;
    for (; made < due; made += 1) {
      const node = nodes[made % 20 < 16 ? 0 : made % 20 < 19 ? 1 % nodes.length : 2 % nodes.length]!;
      const call = client.verify(node.url, secret).then(({ body, askedMs, answeredMs }) => {
        if (body?.valid) admitted.push({ askedMs, answeredMs });
        pending.delete(call);
      });
      pending.add(call);
    }
  }
  await Promise.all(pending);
  return admitted;
}

function findings(limit: number, admitted: readonly Admitted[], durationMs: number): Finding[] {
  const most = mostInWindow(admitted) / limit;
  const share = admitted.length / ((limit * durationMs) / WINDOW_MS);
  return [
    {
      what: `${limit.toLocaleString("en")} per minute: most for certain in any window`,
      promised: "≤ 1.06 × the limit",
      measured: `${most.toFixed(3)} ×`,
      holds: most <= 1.06,
    },
    {
      what: `${limit.toLocaleString("en")} per minute: admitted`,
      promised: "≥ 0.93 ×",
      measured: `${share.toFixed(3)} ×`,
      holds: share >= 0.93,
    },
  ];
}

/** The most that were for certain admitted within one window: asked in it, and answered in it. */
function mostInWindow(admitted: readonly Admitted[]): number {
  const asked = admitted.map(({ askedMs }) => askedMs).sort((a, b) => a - b);
  const answered = admitted.map(({ answeredMs }) => answeredMs).sort((a, b) => a - b);
  let most = 0;
  let before = 0;
  for (const [index, end] of answered.entries()) {
    while (asked[before]! <= end - WINDOW_MS) before += 1;
    most = Math.max(most, index + 1 - before);
  }
  return most;
}
