// What the api does for the vault beside answering: publishes keys to seal to, takes sealed keys in, tries keys at
// their providers, and follows a new master key. Any number of processes may do it at once.
import { MINUTE_MS, SECOND_MS } from "#lib/core/clock.ts";
import { CredentialUnavailable } from "#lib/core/credential-unavailable.ts";
import type { Log } from "#lib/core/log.ts";
import type { Deps } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { type ClaimedCheck, claimCheck } from "#lib/credentials/claim-check.ts";
import { openStored } from "#lib/credentials/credential-opener.ts";
import { noteCheck } from "#lib/credentials/note-check.ts";
import { takeInSealed } from "#lib/credentials/take-in-sealed.ts";
import { repeat } from "#lib/jobs/repeat.ts";
import type { Id } from "#lib/shared/ids.ts";
import { holdMasterKeys } from "#lib/vault/hold-master-keys.ts";
import { publishSealingKeys } from "#lib/vault/publish-sealing-keys.ts";
import { rotateStep } from "#lib/vault/rotate-step.ts";
import { type ProbeResult, type ProbeWays, probe } from "./probe.ts";
import { refuseWrongMasterKeys } from "./refuse-wrong-master-keys.ts";

export interface VaultKeeper {
  /** A credential changed. */
  hint(): void;
  stop(): Promise<void>;
}

interface Setting extends ProbeWays {
  deps: Deps;
  log: Log;
  nodeId: Id<"node">;
}

const TURN_MS = 3 * SECOND_MS;
const HOLD_MS = 5 * SECOND_MS;
const PUBLISH_MS = MINUTE_MS;
const KEEPER = systemPrincipal("vault");

/** Null for a process without a vault. */
export function startVaultKeeper(setting: Setting): VaultKeeper | null {
  const { deps, log, nodeId } = setting;
  if (!deps.vault) return null;
  const trusted = once(() => refuseWrongMasterKeys(deps));
  const doChores = choresOf(setting);
  const loops = [doChores, () => checkAll(setting)].map((work) =>
    repeat(TURN_MS, log, async () => {
      // Again here, because the database may have been away at the start.
      await trusted();
      await work();
    }),
  );
  return {
    hint() {
      for (const loop of loops) loop.hint();
    },
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
      await holdMasterKeys.execute(deps, KEEPER, { nodeId, holds: false }).catch(() => {});
    },
  };
}

function choresOf({ deps, nodeId }: Setting): () => Promise<void> {
  const hold = every(HOLD_MS, () => holdMasterKeys.execute(deps, KEEPER, { nodeId }));
  const publish = every(PUBLISH_MS, () => publishSealingKeys.execute(deps, KEEPER, {}));
  return async () => {
    await hold();
    await publish();
    while ((await takeInSealed.execute(deps, KEEPER, {})).taken);
    while (await isRotating(deps)) await hold();
  };
}

async function isRotating(deps: Deps): Promise<boolean> {
  const { rotation } = await rotateStep.execute(deps, KEEPER, {});
  return rotation?.state === "running";
}

async function checkAll(setting: Setting): Promise<void> {
  for (;;) {
    const { claimed } = await claimCheck.execute(setting.deps, KEEPER, {});
    if (!claimed) return;
    const { tenantId, credentialId, version } = claimed;
    const found = await tryOut(setting, claimed);
    const principal = systemPrincipal("vault", tenantId);
    await noteCheck.execute(setting.deps, principal, { credentialId, version, ...found }).catch((error) => {
      // It was removed, or replaced, while it was being tried.
      if (error.code !== "not_found") throw error;
    });
  }
}

async function tryOut({ deps, ...ways }: Setting, claimed: ClaimedCheck): Promise<ProbeResult> {
  try {
    return await probe(ways, await openStored(deps, claimed, claimed.version));
  } catch (error) {
    if (!(error instanceof CredentialUnavailable)) throw error;
    return { state: "undecryptable", detail: null, latencyMs: null };
  }
}

/** Does `work` until it has succeeded once. */
function once(work: () => Promise<void>): () => Promise<void> {
  let isDone = false;
  return async () => {
    if (isDone) return;
    await work();
    isDone = true;
  };
}

/** Does `work` when it is first asked, and then at most once in `ms`. One that failed is done again. */
function every(ms: number, work: () => Promise<unknown>): () => Promise<void> {
  let doneAtMs = Number.NEGATIVE_INFINITY;
  return async () => {
    if (performance.now() - doneAtMs < ms) return;
    await work();
    doneAtMs = performance.now();
  };
}
