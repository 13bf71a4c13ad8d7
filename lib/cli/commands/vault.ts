// The vault's master keys. The command line holds them like the api, and so does a rotation itself.
import { setTimeout as sleep } from "node:timers/promises";
import type { Command } from "commander";
import { DomainError } from "#lib/core/errors.ts";
import { checkMasterKeys } from "#lib/vault/check-master-keys.ts";
import { requestRotation } from "#lib/vault/request-rotation.ts";
import { rotateStep } from "#lib/vault/rotate-step.ts";
import type { RotationView } from "#lib/vault/rotation-view.ts";
import { shredTenant } from "#lib/vault/shred-tenant.ts";
import { type VaultStatus, vaultStatus } from "#lib/vault/vault-status.ts";
import { confirmed } from "../ask.ts";
import { type Call, cli, display, steps } from "../cli.ts";
import { EXIT } from "../failure.ts";

const PAUSE_MS = 200;
const WATCHED = { rotation: null };

export function vault(noun: Command): void {
  noun
    .command("status")
    .description("which master keys are held, what is wrapped under which, and which may be dropped")
    .action(steps<object>(async (call) => display(call, await call.run(vaultStatus, {}), showStatus)));

  noun
    .command("rotate")
    .description("wrap everything under the newest master key; goes on with what was begun")
    .option("--dry-run", "open everything and write nothing")
    .action(steps<{ dryRun?: boolean }>(rotate));

  noun
    .command("shred <tenant>")
    .description("destroy a tenant's key, and with it every provider key that it stored")
    .requiredOption("--confirm <client-id>", "the tenant's client id, once more")
    .option("-y, --yes", "do not ask")
    .action(
      cli(shredTenant, {
        async input({ args, options }: Call<{ confirm: string; yes?: boolean }>) {
          await confirmed("Nothing brings these keys back. Destroy them?", options.yes);
          return { tenant: args[0], confirm: options.confirm };
        },
        show: ({ clientId, keys, credentials }, { screen }) =>
          screen.line(`${clientId}: ${keys} key destroyed, ${credentials} credentials ended`),
      }),
    );
}

/** A Keyhold elsewhere takes the steps by itself: what opens its vault is there alone. */
async function rotate(call: Call<{ dryRun?: boolean }>): Promise<void> {
  const faults = call.installation ? await call.run(checkMasterKeys, {}) : [];
  if (faults[0])
    throw new DomainError(
      "unavailable",
      `Version ${faults[0].kekVersion} of the master key is ${faults[0].fault}.`,
    );
  const asked = await call.run(requestRotation, { dryRun: call.options.dryRun ?? false }).catch((error) => {
    if (error.code !== "conflict") throw error;
    call.screen.note("Going on with the rotation that is under way.");
  });
  const rotation = await untilEnd(call, asked?.id);
  display(call, { ...(await call.run(vaultStatus, {})), rotation }, showEnd);
  if (rotation?.state === "failed") process.exitCode = EXIT.unavailable;
}

/** Another process may be at it at the same time; both take steps until none is left. */
async function untilEnd(call: Call<object>, id: string | undefined): Promise<RotationView | null> {
  for (;;) {
    const { rotation: step } = call.installation ? await call.run(rotateStep, {}) : WATCHED;
    if (step?.total) call.screen.note(`${step.done + step.unreadable} of ${step.total}`);
    if (step && (step.state === "done" || step.state === "failed")) return step;
    if (step) continue;
    const { rotation } = await call.run(vaultStatus, {});
    if (!rotation || rotation.state === "done" || rotation.state === "failed")
      return rotation && (id === undefined || rotation.id === id) ? rotation : null;
    await sleep(PAUSE_MS);
  }
}

function showStatus(status: VaultStatus, { screen }: Call<unknown>): void {
  screen.table(
    ["MASTER KEY", "HELD BY", "TENANT KEYS", "SEALING KEYS", "STATE"],
    status.masterKeys.map((key) => [
      `${key.kind} ${key.version}`,
      `${key.processes} of ${status.processes} processes`,
      key.tenantKeys,
      key.sealingKeys,
      key.writes ? "writes" : key.mayBeDropped ? "may be dropped" : "reads",
    ]),
  );
  if (status.unreadable > 0) screen.line(`${status.unreadable} tenant keys open with no master key.`);
  if (status.waiting > 0) screen.line(`${status.waiting} sealed keys wait to be taken in.`);
}

function showEnd(end: VaultStatus & { rotation: RotationView | null }, call: Call<unknown>): void {
  const { rotation } = end;
  if (rotation?.failure) call.screen.line(rotation.failure);
  else if (rotation)
    call.screen.line(
      `${rotation.dryRun ? "would wrap" : "wrapped"} ${rotation.done} of ${rotation.total} tenant keys; ${rotation.unreadable} do not open`,
    );
  showStatus(end, call);
}
