import type { Command } from "commander";
import { invalidField } from "#lib/core/errors.ts";
import type { Page } from "#lib/core/page.ts";
import { OUTCOME_LABELS } from "#lib/shared/outcome-labels.ts";
import type { CallView } from "#lib/usage/call-view.ts";
import { listAllCalls } from "#lib/usage/list-all-calls.ts";
import { listCalls } from "#lib/usage/list-calls.ts";
import { type Call, display, steps } from "../cli.ts";
import { readDuration } from "../words.ts";

interface Options {
  /** These three are options of `usage` itself. */
  since: string;
  tenant?: string;
  env?: string;
  key?: string;
  outcome?: string;
  resource?: string;
  scope?: string;
  ip?: string;
  tag?: string;
  limit: string;
  cursor?: string;
}

export function addCallsCommand(noun: Command): void {
  noun
    .command("calls")
    .description("calls one by one, newest first; --since takes a duration, --tenant and --env narrow it too")
    .option("--key <keys>", "only calls with these keys, by their ids, with commas")
    .option("--outcome <outcomes>", "such as VALID or RATE_LIMITED, with commas")
    .option("--resource <text>", "a part of the resource")
    .option("--scope <scopes>", "only calls that needed these scopes, with commas")
    .option("--ip <address>", "an address, or how it begins")
    .option("--tag <tag>", "a tag of the call")
    .option("--limit <number>", "at most 200", "50")
    .option("--cursor <cursor>", "the next page after one")
    .action(
      steps<Options>(async (call) => {
        const { since, tenant, env, key, outcome, resource, scope, ip, tag, limit, cursor } = call.options;
        const asked = { key, outcome, environment: env, resource, scope, ip, tag, limit, cursor };
        const question = { since: startOf(since, call.now()), ...asked };
        const page = tenant
          ? await call.run(listCalls, question, await call.tenantId(tenant))
          : await call.run(listAllCalls, question);
        display(call, page, showCalls);
      }),
    );
}

function startOf(since: string, now: Date): string {
  const seconds = readDuration(since, "since");
  if (seconds === 0) throw invalidField("since", "Give a duration above zero.");
  return new Date(now.getTime() - seconds * 1_000).toISOString();
}

function showCalls({ items, nextCursor }: Page<CallView>, { screen }: Call<unknown>): void {
  screen.table(
    ["AT", "ANSWER", "KEY", "TENANT", "RESOURCE", "SCOPES", "ADDRESS", "MS", "REQUEST"],
    items.map((call) => [
      call.at,
      OUTCOME_LABELS[call.outcome],
      call.key?.name ?? "unknown",
      call.key?.clientId,
      call.resource?.slice(0, 60),
      call.scopes.join(" ").slice(0, 60),
      call.ip,
      (call.latencyMicros / 1_000).toFixed(1),
      call.requestId,
    ]),
  );
  if (nextCursor) screen.note(`There are more: --cursor ${nextCursor}`);
}
