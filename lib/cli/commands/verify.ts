import type { Command } from "commander";
import { readSecret } from "../ask.ts";
import { type Call, display, steps } from "../cli.ts";
import { EXIT } from "../failure.ts";
import type { VerifyAnswer } from "../verify-once.ts";
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
  const { options } = call;
  const answer = await call.verify({
    key: await readSecret("key"),
    scopes: readList(options.scopes ?? ""),
    cost: readCount(options.cost, "cost"),
    units: readAmounts(options.units ?? [], "units"),
    ip: options.ip,
    resource: options.resource,
    userAgent: "keyhold cli",
  });
  display(call, toShown(answer), showAnswer);
  if (!answer.valid) process.exitCode = EXIT.refused;
}

type Shown = ReturnType<typeof toShown>;

/** The names of POST /v1/keys/verify; of what is made for forwarding, the reason alone. */
function toShown({ valid, code, status, keyId, secretId, name, response, ...rest }: VerifyAnswer) {
  const { environment, tenant, scopes, expiresAt, limits } = rest;
  const reason = response?.body.detail ?? "";
  return {
    ...{ valid, code, status, reason, keyId, secretId, name },
    ...{ environment, tenant, scopes, expiresAt, limits },
  };
}

function showAnswer(answer: Shown, { screen }: Call<unknown>): void {
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
