// The options by which a key is described, and the input that they stand for.
import type { Command } from "commander";
import type { Call } from "./cli.ts";
import type { TenantName } from "./keyhold.ts";
import { collect, readAmounts, readExpiry, readLimit, readList } from "./words.ts";

export interface KeyOptions {
  name?: string;
  env?: string;
  scopes?: string;
  limit?: string[];
  perRequest?: string[];
  payer?: string;
  models?: string;
  expiresIn?: string;
  ip?: string[];
  email?: string;
  tag?: string[];
  demo?: boolean;
  legacy?: boolean;
  secretStdin?: boolean;
}

/** Adds what `create` and `update` have in common. */
export function keyOptions(command: Command): Command {
  return command
    .option("--scopes <list>", "such as logs:write,logs:read or a preset; `plan` for the plan's")
    .option("--limit <limit>", "such as requests:100/minute, repeatable; `plan` for the plan's", collect)
    .option(
      "--per-request <amount>",
      "the most of a meter in one call, such as patients:50; repeatable",
      collect,
    )
    .option(
      "--payer <contract>",
      "who pays for models: byok, byok_then_managed, managed, request; `plan` for the plan's",
    )
    .option("--models <list>", "models it may ask, such as openai/*,anthropic/claude-*")
    .option("--expires-in <duration>", "such as 90d or 12h, a time, or never")
    .option("--ip <cidr>", "an address or block that may use it, repeatable; `any` for all", collect)
    .option("--email <address>", "whose key it is")
    .option("--tag <tag>", "repeatable", collect)
    .option("--demo", "a public key for trying things out")
    .option("--legacy", "a key of an earlier system, such as one that everybody shared; counted apart")
    .option("--no-legacy", "a key like any other");
}

/** The fields of a key that the options name; null stands for "as the plan says". */
export function keyFields(options: KeyOptions, now: Date): object {
  return {
    name: options.name,
    scopes: options.scopes === undefined ? undefined : orPlan(options.scopes, readList),
    limits: options.limit && orPlan(options.limit[0]!, () => options.limit?.map(readLimit)),
    perRequest:
      options.perRequest &&
      orPlan(options.perRequest[0]!, () => readAmounts(options.perRequest!, "perRequest")),
    gateway: gatewayOf(options),
    ...readExpiry(options.expiresIn, now),
    ipAllow: options.ip?.[0] === "any" ? [] : options.ip,
    ownerEmail: options.email,
    tags: options.tag,
    demo: options.demo,
    legacy: options.legacy,
  };
}

/** Null for what the plan says; nothing named leaves it as it is. */
function gatewayOf({ payer, models }: KeyOptions): object | null | undefined {
  if (payer === "plan") return null;
  if (payer === undefined && models === undefined) return undefined;
  return { ...(payer !== undefined && { payer }), ...(models !== undefined && { models: readList(models) }) };
}

const orPlan = <T>(text: string, read: (text: string) => T) => (text === "plan" ? null : read(text));

/** The tenant of the key that is named first. */
export function tenantOfKey({ args, tenantOfKey: find }: Call<unknown>): Promise<TenantName> {
  return find(args[0] ?? "");
}
