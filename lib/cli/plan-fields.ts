// The options by which a plan is described, and the input that they stand for, over a file where one is given.
import type { Command } from "commander";
import { invalidField } from "#lib/core/errors.ts";
import { objectOf } from "./file-text.ts";
import { collect, readAmounts, readDuration, readLimit, readList } from "./words.ts";

export interface PlanOptions {
  file?: string;
  name?: string;
  description?: string;
  scopes?: string;
  limit?: string[];
  tenantLimit?: string[];
  perRequest?: string[];
  included?: string[];
  maxExpiry?: string;
  neverExpiring?: boolean;
  staleOk?: string;
  payer?: string;
  payers?: string;
  models?: string;
  unknownPrice?: string;
  default?: boolean;
}

type Fields = Record<string, unknown>;

const DAY_SECONDS = 86_400;

/** Adds what `create` and `update` have in common. */
export function planOptions(command: Command): Command {
  return command
    .option("--file <file>", "fields as JSON, as `plans show --json` writes them, or - for stdin")
    .option("--description <text>", "what it is for")
    .option("--scopes <list>", "of its keys, such as logs:write,logs:read or a preset; `none` for none")
    .option(
      "--limit <limit>",
      "of each key, such as requests:100/minute, repeatable; `none` for none",
      collect,
    )
    .option("--tenant-limit <limit>", "that all keys of a tenant share, repeatable", collect)
    .option(
      "--per-request <amount>",
      "the most of a meter in one call, such as patients:50, repeatable; `none` for none",
      collect,
    )
    .option(
      "--included <amount>",
      "of a meter in a month, such as generations:50, repeatable; `none` for none",
      collect,
    )
    .option("--max-expiry <days>", "the longest life of a key, such as 90d")
    .option("--never-expiring", "let keys live for good")
    .option("--no-never-expiring", "let every key end")
    .option("--stale-ok <duration>", "how long keys are accepted while the database is away: 0s to 1d")
    .option("--payer <contract>", "who pays for models: byok, byok_then_managed, managed or request")
    .option("--payers <list>", "the contracts that keys may choose among")
    .option("--models <list>", "models that keys may ask, such as openai/*; `all` for all")
    .option("--unknown-price <policy>", "of calls whose price is not known: deny, ceiling or unmetered")
    .option("--default", "the plan of tenants that are made without naming one");
}

/** What a view has, and nobody says. */
const VIEWED = ["id", "createdAt", "updatedAt"];

/** The fields of a file that is named, without what is not to be said. */
export async function filedFields(file: string | undefined, unsaid: readonly string[] = []): Promise<Fields> {
  if (file === undefined) return {};
  const left = new Set([...VIEWED, ...unsaid]);
  const fields = Object.entries(await objectOf(file)).filter(([name]) => !left.has(name));
  // A plan stops being the default when another becomes it.
  return Object.fromEntries(fields.filter(([name, value]) => name !== "isDefault" || value === true));
}

/** Options win over the file. Limits that are named replace all that there were. */
export function planFields(options: PlanOptions, filed: Fields): Fields {
  const { limit, tenantLimit } = options;
  const given: Fields = {
    name: options.name,
    description: options.description,
    scopes: orNone(options.scopes, readList, []),
    limits: (limit || tenantLimit) && limitsOf(limit, tenantLimit),
    perRequest: amountsOf(options.perRequest, "per-request"),
    included: amountsOf(options.included, "included"),
    maxExpiryDays: daysOf(options.maxExpiry),
    allowsNeverExpiring: options.neverExpiring,
    staleOkSeconds: options.staleOk && readDuration(options.staleOk, "stale-ok"),
    isDefault: options.default,
  };
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...filed, ...Object.fromEntries(said) };
}

/** What options say of language models; null when they say nothing. */
export function gatewayFields(options: PlanOptions): Fields | null {
  const { payer, payers, models, unknownPrice } = options;
  const given = {
    payer,
    payers: payers && readList(payers),
    models: models && (models === "all" ? null : readList(models)),
    unknownPrice,
  };
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  return said.length === 0 ? null : Object.fromEntries(said);
}

function limitsOf(own: string[] = [], shared: string[] = []): object[] {
  const each = own[0] === "none" ? [] : own.map(readLimit);
  return [...each, ...shared.map((limit) => ({ ...readLimit(limit), per: "tenant" }))];
}

const amountsOf = (texts: string[] | undefined, field: string) =>
  texts && (texts[0] === "none" ? {} : readAmounts(texts, field));

function daysOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const days = readDuration(text, "max-expiry") / DAY_SECONDS;
  if (Number.isInteger(days)) return days;
  throw invalidField("max-expiry", "Give whole days, such as 90d.");
}

const orNone = <T>(text: string | undefined, read: (text: string) => T, none: T) =>
  text && (text === "none" ? none : read(text));
