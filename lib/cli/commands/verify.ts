import type { Command } from "commander";
import { OUTCOME_STATUS } from "#lib/shared/outcomes.ts";
import type { Verification } from "#lib/verify/verify.ts";
import { readSecret } from "../ask.ts";
import { type Call, display, steps } from "../cli.ts";
import { EXIT } from "../failure.ts";
import { verifyOnce } from "../verify-once.ts";
import { collect, readAmounts, readCount, readList } from "../words.ts";

interface Options {
  scopes?: string;
  cost: string;
  units?: string[];
  resource?: string;
  ip?: string;
}

export function addVerifyCommand(keys: Command): void {
  keys
    .command("verify")
    .description("is it good for a call? Pipe the key into this command; exit code 4 when it is refused")
    .option("--scopes <list>", "all are needed")
    .option("--cost <number>", "how many requests it counts for; 0 asks without spending", "1")
    .option("--units <amount>", "of another meter, such as patients:20; repeatable", collect)
    .option("--resource <text>", "what is called, such as 'POST /api/v1/logs'")
    .option("--ip <address>", "the caller's")
    .action(steps<Options>(verifyKey));
}

async function verifyKey(call: Call<Options>): Promise<void> {
  const { options, installation } = call;
  const secret = await readSecret("key");
  const question = {
    scopes: readList(options.scopes ?? ""),
    cost: readCount(options.cost, "cost"),
    units: readAmounts(options.units ?? [], "units"),
    ip: options.ip ?? null,
    onlyTenant: null,
  };
  const verification = await verifyOnce(installation.deps, secret, question, options.resource);
  display(call, toAnswer(verification), showAnswer);
  if (verification.code !== "VALID") process.exitCode = EXIT.refused;
}

type Answer = ReturnType<typeof toAnswer>;

/** The names of POST /v1/keys/verify, without what is made for forwarding. */
function toAnswer({ code, reason, record, limits }: Verification) {
  return {
    valid: code === "VALID",
    code,
    status: OUTCOME_STATUS[code],
    reason,
    keyId: record?.id ?? null,
    secretId: record?.secret.id ?? null,
    name: record?.name ?? null,
    environment: record?.environment ?? null,
    tenant: record && { id: record.tenant.id, clientId: record.tenant.clientId, name: record.tenant.name },
    scopes: record?.scopes ?? [],
    expiresAt: record?.expiresAt?.toISOString() ?? null,
    limits: limits.map(({ name, kind, meter, limit, remaining, resetMs }) => ({
      name,
      kind,
      meter,
      limit,
      remaining,
      resetMs,
    })),
  };
}

function showAnswer(answer: Answer, { screen }: Call<unknown>): void {
  screen.card([
    ["answer", answer.code],
    ["status", answer.status],
    ["reason", answer.reason],
    ["key", answer.keyId],
    ["name", answer.name],
    ["tenant", answer.tenant?.clientId],
    ["scopes", answer.scopes.join(", ")],
    [
      "limits",
      answer.limits.map(({ name, remaining, limit }) => `${name} ${remaining} of ${limit} left`).join(", "),
    ],
  ]);
}
