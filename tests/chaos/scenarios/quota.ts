// A quota is exact over all nodes, and never too large when one of them is killed.
import type { Limit } from "#lib/shared/limits.ts";
import { openClient } from "../load/client.ts";
import type { Installation } from "../setup/installation.ts";
import type { Scenario } from "./scenario.ts";

/** Refusals in a row after which an asker gives up. */
const ENOUGH = 25;

export const quota: Scenario = {
  name: "quota",
  title: "A quota is spent from all nodes at once",
  parameters: { limit: 1_000, clients: 64 },
  async run({ installation, parameters: { limit = 0, clients = 0 } }) {
    const whole = await spendAll(installation, limit, clients, false);
    const killed = await spendAll(installation, limit, clients, true);
    const exactly = limit.toLocaleString("en");
    return [
      {
        what: `admitted, ${clients} clients at each node`,
        promised: `exactly ${exactly}`,
        measured: String(whole),
        holds: whole === limit,
      },
      {
        what: "admitted, one node killed when half was spent",
        promised: `≤ ${exactly}`,
        measured: String(killed),
        holds: killed <= limit && killed > limit / 2,
      },
    ];
  },
};

async function spendAll(
  { nodes, token, makeKey }: Installation,
  limit: number,
  clients: number,
  kill: boolean,
): Promise<number> {
  const life: Limit = {
    name: "life",
    kind: "quota",
    window: "life",
    meter: "requests",
    limit,
    onFailure: "closed",
  };
  const { secret } = await makeKey([life]);
  const client = openClient(token);
  let admitted = 0;
  let killing: Promise<void> | null = null;
  const spend = async (url: string) => {
    for (let refused = 0; refused < ENOUGH; ) {
      const { body } = await client.verify(url, secret);
      refused = body?.valid ? 0 : refused + 1;
      if (body?.valid) admitted += 1;
      if (kill && admitted > limit / 2) killing ??= nodes[0]!.kill();
    }
  };
  await Promise.all(nodes.flatMap(({ url }) => Array.from({ length: clients }, () => spend(url))));
  client.close();
  await killing;
  if (kill) await nodes[0]!.start();
  return admitted;
}
