// Looks over an installation and says what somebody should mend. Exit code 6 when something does not work.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { verifyPlatformAudit } from "#lib/audit/verify-platform-audit.ts";
import { listStaff } from "#lib/auth/list-staff.ts";
import type { Settings } from "#lib/core/env.ts";
import { systemStatus } from "#lib/system/system-status.ts";
import { type Call, display, steps } from "../cli.ts";
import { addRestoreOptions, type Check, checkRestore, type RestoreOptions } from "../doctor-restore.ts";
import { checkToken } from "../elsewhere/check-token.ts";
import { EXIT } from "../failure.ts";
import { notElsewhere } from "../here-only.ts";
import type { Installation } from "../installation.ts";

const PATIENCE_MS = 2_000;

export function doctor(command: Command): void {
  addRestoreOptions(command);
  command.action(
    steps<RestoreOptions>(async (call) => {
      const { installation } = call;
      const checks = await (installation ? checkHere(call, installation) : checkElsewhere(call));
      display(call, { ok: checks.every(({ state }) => state !== "failed"), checks }, showChecks);
      if (checks.some(({ state }) => state === "failed")) process.exitCode = EXIT.unavailable;
    }),
  );
}

async function checkHere(call: Call<RestoreOptions>, installation: Installation): Promise<Check[]> {
  const { settings } = installation;
  return [
    ...(await checkRestore(call, installation)),
    ...(await checkDatabase(call)),
    await checkAudit(call),
    await checkAdmins(call),
    ...(await checkSecretsFile(settings)),
    await checkPort("api", `http://127.0.0.1:${settings.apiPort}/readyz`),
    await checkPort("web", `http://127.0.0.1:${settings.port}/healthz`),
  ];
}

/** What can be seen from outside. */
async function checkElsewhere({ address, run, options }: Call<RestoreOptions>): Promise<Check[]> {
  const [given] = (["backup", "key"] as const).filter((name) => options[name] !== undefined);
  if (given) throw notElsewhere(`doctor --${given}`);
  const refused = await checkToken(run).then(
    () => null,
    (error: Error) => error.message,
  );
  return [
    await checkPort("api", `${address}/readyz`),
    { name: "token", state: refused === null ? "ok" : "failed", detail: refused ?? "is taken" },
  ];
}

async function checkDatabase({ run }: Call<unknown>): Promise<Check[]> {
  const { database, migrations, findings } = await run(systemStatus, {});
  return [
    {
      name: "database",
      state: "ok",
      detail: `PostgreSQL ${database.version}, ${database.connections} of ${database.mostConnections} connections`,
    },
    { name: "migrations", state: "ok", detail: `${migrations.applied} applied` },
    ...findings.map(
      ({ level, text }): Check => ({
        name: "finding",
        state: level === "danger" ? "failed" : "warning",
        detail: text,
      }),
    ),
  ];
}

async function checkAudit({ run }: Call<unknown>): Promise<Check> {
  const { ok, brokenSeq, checked } = await run(verifyPlatformAudit, {});
  return ok
    ? { name: "audit trail", state: "ok", detail: `whole, ${checked} entries` }
    : { name: "audit trail", state: "failed", detail: `broken at entry ${brokenSeq} of the platform's own` };
}

async function checkAdmins({ run }: Call<unknown>): Promise<Check> {
  const { items: staff } = await run(listStaff, {});
  const admins = staff.filter(({ platformRole }) => platformRole === "admin").length;
  return admins > 0
    ? { name: "admins", state: "ok", detail: String(admins) }
    : { name: "admins", state: "warning", detail: "there is none; run `keyhold users create-admin`" };
}

/** Only where secrets were generated. */
async function checkSecretsFile({ dataDir }: Settings): Promise<Check[]> {
  const file = join(dataDir, "secrets.json");
  const mode = await stat(file).then(
    (stats) => stats.mode & 0o777,
    () => null,
  );
  if (mode === null) return [];
  const detail = `${file} has mode ${mode.toString(8).padStart(4, "0")}`;
  return [{ name: "secrets", state: (mode & 0o077) === 0 ? "ok" : "failed", detail }];
}

async function checkPort(name: string, url: string): Promise<Check> {
  try {
    const { status, ok } = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return { name, state: ok ? "ok" : "failed", detail: `${url} answers ${status}` };
  } catch {
    return { name, state: "warning", detail: `${url} does not answer; is it meant to run?` };
  }
}

function showChecks({ checks }: { checks: Check[] }, { screen }: Call<unknown>): void {
  screen.table(
    ["CHECK", "STATE", "DETAIL"],
    checks.map(({ name, state, detail }) => [name, state, detail]),
  );
}
