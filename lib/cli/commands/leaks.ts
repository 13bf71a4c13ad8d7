// Keys that were found in public.
import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { invalidField } from "#lib/core/errors.ts";
import type { Page } from "#lib/core/page.ts";
import { getLeakPolicies } from "#lib/leaks/get-leak-policies.ts";
import { listAllLeaks } from "#lib/leaks/list-all-leaks.ts";
import { reportLeaks } from "#lib/leaks/report-leaks.ts";
import { LEAKS_AT_MOST } from "#lib/leaks/schemas.ts";
import { setLeakPolicy } from "#lib/leaks/set-leak-policy.ts";
import type { LeakPoliciesView, LeakVerdicts, LeakView } from "#lib/leaks/view.ts";
import { LEAK_POLICY_LABELS } from "#lib/shared/leaks.ts";
import { readSecret } from "../ask.ts";
import { type Call, cli, display, steps } from "../cli.ts";
import { shownTime } from "../screen.ts";

interface ReportOptions {
  file?: string;
  url?: string;
  source?: string;
}

export function leaks(noun: Command): void {
  noun
    .command("report")
    .description("report keys that were found; pipe one into this command, or name a file with one a line")
    .option("--file <path>", "a key on each line, or JSON as POST /v1/leaks takes it")
    .option("--url <address>", "where they were found")
    .option("--source <word>", "what they were found in, such as gist")
    .action(
      steps<ReportOptions>(async (call) => {
        const found = await findings(call.options);
        const results: LeakVerdicts["results"] = [];
        for (let first = 0; first < found.length; first += LEAKS_AT_MOST)
          results.push(
            ...(await call.run(reportLeaks, { leaks: found.slice(first, first + LEAKS_AT_MOST) })).results,
          );
        display(call, { results }, showVerdicts);
      }),
    );

  noun
    .command("list")
    .description("the latest report first")
    .option("--limit <number>", "at most 200", "50")
    .option("--cursor <cursor>", "the next page after one")
    .action(
      cli(listAllLeaks, {
        input: ({ options }: Call<{ limit: string; cursor?: string }>) => ({
          limit: options.limit,
          cursor: options.cursor,
        }),
        show: showLeaks,
      }),
    );

  noun
    .command("policy [policy]")
    .description("show or set what is done to keys that leak: report, disable or revoke")
    .option("--plan <plan>", "for the tenants of this plan alone; 'inherit' takes its own policy away")
    .action(
      steps<{ plan?: string }>(async (call) => {
        const [policy] = call.args;
        const { plan } = call.options;
        const view = policy
          ? await call.run(setLeakPolicy, { plan, policy: policy === "inherit" ? null : policy })
          : await call.run(getLeakPolicies, {});
        display(call, view, showPolicies);
      }),
    );
}

async function findings({ file, url, source }: ReportOptions): Promise<object[]> {
  if (file === undefined) return [{ token: await readSecret("key"), url, source }];
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw invalidField("file", `${file} cannot be read (${error.code}).`);
  });
  if (/^\s*[[{]/.test(text)) return fromJson(text);
  const lines = text.split("\n").map((line) => line.trim());
  return lines.filter(Boolean).map((token) => ({ token, url, source }));
}

function fromJson(text: string): object[] {
  try {
    const value = JSON.parse(text);
    return Array.isArray(value) ? value : value.leaks;
  } catch {
    throw invalidField("file", "This is neither JSON nor one key a line.");
  }
}

function showVerdicts({ results }: LeakVerdicts, { screen }: Call<unknown>): void {
  screen.table(
    ["", "VERDICT", "KEY", "DONE"],
    results.map(({ label, keyId, action }, place) => [
      place + 1,
      label === "true_positive" ? "ours" : "not ours",
      keyId,
      action,
    ]),
  );
}

function showLeaks({ items, nextCursor }: Page<LeakView>, { screen }: Call<unknown>): void {
  screen.table(
    ["KEY", "NAME", "TENANT", "FOUND AT", "SOURCE", "BY", "DONE", "REPORTS", "LAST"],
    items.map((leak) => [
      leak.key.id,
      leak.key.name,
      leak.tenant.clientId,
      leak.url,
      leak.source,
      leak.reportedBy,
      leak.action,
      leak.reports,
      shownTime(leak.lastAt),
    ]),
  );
  if (nextCursor) screen.note(`There are more: --cursor ${nextCursor}`);
}

function showPolicies({ default: usual, plans }: LeakPoliciesView, { screen }: Call<unknown>): void {
  screen.table(
    ["PLAN", "A KEY THAT LEAKED"],
    [
      ["all others", LEAK_POLICY_LABELS[usual]],
      ...plans.map(({ slug, policy }) => [slug, policy ? LEAK_POLICY_LABELS[policy] : "as all others"]),
    ],
  );
}
