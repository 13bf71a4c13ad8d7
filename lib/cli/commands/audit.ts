import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import { type AuditFormat, exportAudit } from "#lib/audit/export-audit.ts";
import { listAudit } from "#lib/audit/list-audit.ts";
import { listPlatformAudit } from "#lib/audit/list-platform-audit.ts";
import { verifyAudit } from "#lib/audit/verify-audit.ts";
import type { ChainView } from "#lib/audit/verify-chain.ts";
import { verifyPlatformAudit } from "#lib/audit/verify-platform-audit.ts";
import { type Call, display, steps } from "../cli.ts";
import { EXIT } from "../failure.ts";
import { hereOnly } from "../here-only.ts";
import { giveUpFile, reserveFile } from "../private-output.ts";
import { addReadingCommands } from "./audit-reading.ts";

interface ExportOptions {
  tenant?: string;
  format: string;
  action?: string;
  from?: string;
  to?: string;
  out?: string;
}

export function audit(noun: Command): void {
  addReadingCommands(noun);

  noun
    .command("export")
    .description("the whole trail, newest first, as CSV or as JSON lines")
    .option("--tenant <tenant>", "of one tenant, by id or client id; left out, of all")
    .option("--format <format>", "csv or jsonl", "jsonl")
    .option("--action <action>", "such as key.rotate, or key for all that is done to keys")
    .option("--from <day>", "such as 2026-03-29")
    .option("--to <day>", "included")
    .option("--out <file>", "instead of stdout; readable by you alone, never overwritten")
    .action(steps<ExportOptions>(exportTrail));

  hereOnly(noun.command("verify"))
    .description("work out every hash of a trail again; exit code 5 when one does not fit")
    .option("--tenant <tenant>", "of one tenant, by id or client id; left out, the platform's own")
    .option("--last <number>", "only the newest entries")
    .action(
      steps<{ tenant?: string; last?: string }>(async (call) => {
        const { tenant, last } = call.options;
        const chain = tenant
          ? await call.run(verifyAudit, { last }, await call.tenantId(tenant))
          : await call.run(verifyPlatformAudit, { last });
        display(call, chain, showChain);
        if (!chain.ok) process.exitCode = EXIT.conflict;
      }),
    );
}

async function exportTrail(call: Call<ExportOptions>): Promise<void> {
  const { tenant, action, from, to, out } = call.options;
  const format: AuditFormat = call.options.format === "csv" ? "csv" : "jsonl";
  const tenantId = tenant ? await call.tenantId(tenant) : null;
  const pieces = exportAudit(format, (cursor) => {
    const question = { action, from, to, cursor, limit: 200 };
    return tenantId ? call.run(listAudit, question, tenantId) : call.run(listPlatformAudit, question);
  });
  if (!out) return pipeline(Readable.from(pieces), process.stdout, { end: false });
  const file = await reserveFile(out);
  try {
    await pipeline(Readable.from(pieces), file.createWriteStream());
  } catch (error) {
    // Half a trail would pass for the whole.
    await giveUpFile(file, out);
    throw error;
  }
}

function showChain(chain: ChainView, { screen }: Call<unknown>): void {
  screen.card([
    ["trail", chain.ok ? "whole" : `broken at entry ${chain.brokenSeq}`],
    ["checked", `${chain.checked} of ${chain.length} entries`],
    ["last hash", chain.head],
  ]);
}
