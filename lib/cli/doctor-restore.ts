// Proves a restored database against the backup that it came from, before anything runs on it.
import type { Command } from "commander";
import { auditHeads } from "#db/schema/index.ts";
import { onPlatform } from "#db/tenant.ts";
import { verifyAudit } from "#lib/audit/verify-audit.ts";
import { compareBackup } from "#lib/backup/compare-backup.ts";
import type { Manifest } from "#lib/backup/format.ts";
import { lostPeppers } from "#lib/backup/pepper-marks.ts";
import { readManifest } from "#lib/backup/read-backup.ts";
import { checkMasterKeys } from "#lib/vault/check-master-keys.ts";
import { readSecret } from "./ask.ts";
import type { Call } from "./cli.ts";
import type { Installation } from "./installation.ts";
import { withOwnerDatabase } from "./owner-database.ts";

export interface Check {
  name: string;
  state: "ok" | "warning" | "failed";
  detail: string;
}

export interface RestoreOptions {
  backup?: string;
  key?: boolean;
}

const SHOWN = 5;

export function addRestoreOptions(command: Command): void {
  command
    .option(
      "--backup <file>",
      "prove that the database holds what this backup does, before anything runs on it",
    )
    .option("--key", "with --backup: also verify an issued key, piped in");
}

/** The key comes last: verifying it is usage, and so a difference. */
export async function checkRestore(call: Call<RestoreOptions>, installation: Installation): Promise<Check[]> {
  const { backup, key } = call.options;
  if (!backup) return [];
  const manifest = await readManifest(backup);
  return [
    await checkContents(manifest),
    checkPeppers(manifest, installation),
    await checkEveryAudit(call, installation),
    await checkVault(call),
    ...(key ? [await checkKey(call)] : []),
  ];
}

async function checkContents(manifest: Manifest): Promise<Check> {
  const { tables, rows, differences } = await withOwnerDatabase({ prepare: false }, ({ sql }) =>
    compareBackup(sql, manifest),
  );
  if (differences.length === 0)
    return { name: "restore", state: "ok", detail: `${tables} tables and ${rows} rows as in the backup` };
  const more = differences.length > SHOWN ? `, and ${differences.length - SHOWN} more` : "";
  const detail = `${differences.slice(0, SHOWN).join("; ")}${more}; has anything run on it since?`;
  return { name: "restore", state: "failed", detail };
}

function checkPeppers({ peppers }: Manifest, { deps }: Installation): Check {
  const lost = lostPeppers(peppers, deps.peppers);
  return lost.length === 0
    ? { name: "peppers", state: "ok", detail: "those of the backup" }
    : { name: "peppers", state: "failed", detail: `version ${lost.join(", ")} is missing or another` };
}

async function checkEveryAudit({ run }: Call<unknown>, { deps }: Installation): Promise<Check> {
  const heads = await onPlatform(deps.db, (tx) =>
    tx.select({ tenantId: auditHeads.tenantId }).from(auditHeads),
  );
  const broken: string[] = [];
  for (const { tenantId } of heads) if (!(await run(verifyAudit, {}, tenantId)).ok) broken.push(tenantId);
  return broken.length === 0
    ? { name: "audit trails", state: "ok", detail: `whole, ${heads.length} of them` }
    : { name: "audit trails", state: "failed", detail: `broken: ${broken.slice(0, SHOWN).join(", ")}` };
}

async function checkVault({ run }: Call<unknown>): Promise<Check> {
  const faults = await run(checkMasterKeys, {});
  return faults.length === 0
    ? { name: "vault", state: "ok", detail: "opens with the master keys at hand" }
    : {
        name: "vault",
        state: "failed",
        detail: faults.map((each) => `version ${each.kekVersion} is ${each.fault}`).join(", "),
      };
}

async function checkKey({ verify }: Call<unknown>): Promise<Check> {
  const { code } = await verify({ key: await readSecret("key"), cost: 0, userAgent: "keyhold cli" });
  return { name: "key", state: code === "VALID" ? "ok" : "failed", detail: `is answered ${code}` };
}
