import type { Command } from "commander";
import { deleteExport } from "#lib/exports/delete-export.ts";
import { getExport } from "#lib/exports/get-export.ts";
import { listExports } from "#lib/exports/list-exports.ts";
import { requestExport } from "#lib/exports/request-export.ts";
import type { ExportView } from "#lib/exports/view.ts";
import { confirmed } from "../ask.ts";
import { type Call, display, runOwn, steps } from "../cli.ts";
import { giveUpFile, reserveFile } from "../private-output.ts";
import { shownTime } from "../screen.ts";

interface Options {
  tenant?: string;
}

interface CreateOptions extends Options {
  of: string;
  format: string;
  where: string;
}

const TENANT = ["--tenant <tenant>", "of one tenant, by id or client id; else of the platform"] as const;

export function exports(noun: Command): void {
  noun
    .command("create")
    .description("have the worker make a file; it is kept for 7 days")
    .requiredOption("--of <subject>", "calls, usage, audit or keys")
    .option(...TENANT)
    .option("--format <format>", "csv or json", "csv")
    .option("--where <filters>", "as in the address of the list over REST: range=7d&outcome=RATE_LIMITED", "")
    .action(
      steps<CreateOptions>(async (call) => {
        const { of, format, where } = call.options;
        const question = Object.fromEntries(new URLSearchParams(where));
        const made = await runOwn(call, requestExport, { subject: of, format, question });
        display(call, made, showExport);
      }),
    );

  noun
    .command("list")
    .description("newest first")
    .option(...TENANT)
    .option("--limit <number>", "at most 200", "200")
    .action(
      steps<Options & { limit: string }>(async (call) => {
        const { limit } = call.options;
        display(call, await runOwn(call, listExports, { limit }), showExports);
      }),
    );

  noun
    .command("show <export>")
    .description("one export, and how far it is")
    .option(...TENANT)
    .action(
      steps<Options>(async (call) => {
        display(call, await runOwn(call, getExport, { exportId: call.args[0] }), showExport);
      }),
    );

  noun
    .command("download <export>")
    .description("write the file of an export that is done")
    .option(...TENANT)
    .option("--out <path>", "where to; its own name in this folder when left out")
    .action(steps<Options & { out?: string }>(download));

  noun
    .command("delete <export>")
    .description("delete an export with its file, or end one that is being made")
    .option(...TENANT)
    .option("-y, --yes", "do not ask")
    .action(
      steps<Options & { yes?: boolean }>(async (call) => {
        await confirmed("Its file will be gone. Delete it?", call.options.yes);
        display(call, await runOwn(call, deleteExport, { exportId: call.args[0] }), showExport);
      }),
    );
}

async function download(call: Call<Options & { out?: string }>): Promise<void> {
  const { tenant } = call.options;
  const owner = tenant === undefined ? null : await call.tenantId(tenant);
  const { name, size, body } = await call.openExport(call.args[0] ?? "", owner);
  const path = call.options.out ?? name;
  const file = await reserveFile(path);
  try {
    for await (const part of body) await file.write(part);
    await file.close();
  } catch (error) {
    // Half a file would pass for the whole.
    await giveUpFile(file, path);
    throw error;
  }
  display(call, { path, size }, (_, { screen }) => screen.note(`${path}: ${size} bytes`));
}

function showExports({ items }: { items: ExportView[] }, { screen }: Call<unknown>): void {
  screen.table(
    ["ID", "OF", "FORMAT", "STATE", "ROWS", "BYTES", "MADE", "UNTIL"],
    items.map((each) => [
      ...[each.id, each.subject, each.format, each.state, each.rows, each.size],
      ...[shownTime(each.createdAt), shownTime(each.expiresAt)],
    ]),
  );
}

function showExport(view: ExportView, { screen }: Call<unknown>): void {
  screen.card([
    ["id", view.id],
    ["of", view.subject],
    ["state", view.state],
    ["rows", view.rows],
    ["file", view.fileName],
    ["until", shownTime(view.expiresAt)],
  ]);
}
