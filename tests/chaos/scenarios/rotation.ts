// A new master key under calls that open provider keys: whoever rotates is killed, nodes get the new key and lose the old
// one by restarts one after the other, and nobody who calls notices.
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createEgress } from "#lib/core/egress/guard.ts";
import type { Deps } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { addCredential } from "#lib/credentials/add-credential.ts";
import { parseKeyring } from "#lib/crypto/keyring.ts";
import { localMasterKeys } from "#lib/vault/local-master-keys.ts";
import { createVault } from "#lib/vault/vault.ts";
import { vaultStatus } from "#lib/vault/vault-status.ts";
import {
  type Caller,
  callSteadily,
  fillVault,
  readsOfProviderKeys,
  startRotator,
  strangersAmong,
} from "../../support/rotation.ts";
import { startUpstream, type Upstream } from "../../support/upstream/server.ts";
import { type Installation, LOOPBACK } from "../setup/installation.ts";
import type { ApiNode } from "../setup/node.ts";
import type { Finding, Scenario } from "./scenario.ts";

const CALLERS = 40;
const PRINCIPAL = systemPrincipal("chaos");
/** Longer than any process remembers what it opened. */
const END_MS = 120_000;

export const rotation: Scenario = {
  name: "rotation",
  title: "A new master key under calls that open provider keys",
  parameters: { perSecond: 200, tenantKeys: 20_000, kills: 2, nodes: 2 },
  async run({ installation, parameters: { perSecond = 0, tenantKeys = 0, kills = 0 } }) {
    const { nodes, owner, masterKeys: first } = installation;
    const upstream = await startUpstream();
    const second = `2:${randomBytes(32).toString("base64")}`;
    const both = `${first},${second}`;
    const vault = createVault([localMasterKeys(parseKeyring(first, "KEYHOLD_MASTER_KEYS"))]);
    const deps = { ...installation.deps, vault, vet: createEgress({ allow: [LOOPBACK] }).vet };
    const callers = await makeCallers(installation, deps, upstream);
    await fillVault(owner, vault, tenantKeys - CALLERS);
    const asked = inTurn(nodes);

    const pace = { perSecond, atOnce: 1_000, tries: 1, forgetMs: 1_000 };
    const load = callSteadily({ ...pace, sql: owner.sql, callers, url: asked.next });
    await asked.restart({ KEYHOLD_MASTER_KEYS: both });
    const came = await killRotators(installation, both, kills);
    await untilDone(deps);
    const [old] = await owner.sql`select count(*)::int as rows from tenant_keys where kek_version = 1`;
    await asked.restart({ KEYHOLD_MASTER_KEYS: second });
    await sleep(2_000);
    const { answered, failed } = await load.stop();
    const opened = await readsOfProviderKeys(owner.sql);
    const without = callSteadily({ ...pace, atOnce: 8, sql: owner.sql, callers, url: asked.next });
    await sleep((2 * CALLERS * 1_000) / perSecond);
    const after = await without.stop();
    await upstream.close();
    const count = (value: number) => value.toLocaleString("en");
    return [
      {
        what: `${count(answered + failed.length)} calls of models meanwhile, at ${perSecond} a second: failed`,
        promised: "0",
        measured: `${failed.length}${failed[0] ? `, first ${failed[0].slice(0, 120)}` : ""}`,
        holds: failed.length === 0,
      },
      row("of them, a stored provider key was opened for", "", count(opened), opened > answered / 20),
      row(
        "with another tenant's provider key",
        "0",
        String(strangersAmong(upstream.received)),
        strangersAmong(upstream.received) === 0,
      ),
      row(
        `whoever rotates ${count(tenantKeys)} tenants' keys, killed ${kills} times: goes on where it was`,
        "each further than the one before",
        came.map(count).join(", then "),
        came.every((done, index) => done > (came[index - 1] ?? 0) && done < tenantKeys),
      ),
      row("keys under the old master key afterwards", "0", String(old?.rows), old?.rows === 0),
      row(
        `all nodes restarted without the old master key: calls of ${CALLERS} tenants that fail`,
        "0",
        String(after.failed.length),
        after.failed.length === 0 && after.answered >= CALLERS,
      ),
    ];
  },
};

function row(what: string, promised: string, measured: string, holds: boolean): Finding {
  return { what, promised, measured, holds };
}

async function makeCallers(
  { makeTenant, makeKey }: Installation,
  deps: Deps,
  { openAiUrl: baseUrl }: Upstream,
): Promise<Caller[]> {
  const callers: Caller[] = [];
  for (let index = 0; index < CALLERS; index += 1) {
    const tenantId = await makeTenant(0);
    const providerKey = `sk-of-one-tenant-alone-${100_000 + index}`;
    const entered = { provider: "openai-compatible" as const, label: "chaos", baseUrl, secret: providerKey };
    await addCredential.execute(deps, { ...PRINCIPAL, tenantId }, entered);
    callers.push({ tenantId, secret: (await makeKey([], tenantId)).secret, providerKey });
  }
  return callers;
}

/** Nodes as a balancer sees them: one that is about to end gets no new calls. */
function inTurn(nodes: readonly ApiNode[]) {
  const asked = new Set(nodes);
  let turn = 0;
  return {
    next(): string {
      turn += 1;
      return [...asked][turn % asked.size]!.url;
    },
    /** One after the other, with other settings. */
    async restart(env: Record<string, string>): Promise<void> {
      for (const node of nodes) {
        asked.delete(node);
        await node.stop();
        await node.start(env);
        asked.add(node);
      }
    },
  };
}

/** How many keys were wrapped when each of them was killed. */
async function killRotators(
  { folder, postgres }: Installation,
  masterKeys: string,
  kills: number,
): Promise<number[]> {
  const came: number[] = [];
  while (came.length < kills) {
    const rotator = startRotator({
      KEYHOLD_DATA: folder,
      DATABASE_URL: postgres.url,
      KEYHOLD_MASTER_KEYS: masterKeys,
    });
    came.push(await rotator.atWork);
    await rotator.kill();
  }
  return came;
}

/** The nodes go on with it by themselves. */
async function untilDone(deps: Deps): Promise<void> {
  for (const endMs = Date.now() + END_MS; Date.now() < endMs; await sleep(100)) {
    const { rotation: state } = await vaultStatus.execute(deps, PRINCIPAL, {});
    if (state?.state === "done") return;
  }
  throw new Error("the rotation does not end");
}
