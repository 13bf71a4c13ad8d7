// What there is to know of one key beside what it is.
import type { Command } from "commander";
import { DomainError } from "#lib/core/errors.ts";
import { getKey } from "#lib/keys/get-key.ts";
import { type LimitLeft, limitsLeft } from "#lib/keys/limits-left.ts";
import type { SecretCallers } from "#lib/usage/rank-callers.ts";
import { secretCallers } from "#lib/usage/secret-callers.ts";
import { type Call, cli, display, steps } from "../cli.ts";
import { tenantOfKey } from "../key-fields.ts";
import { shownLimit } from "../key-screen.ts";
import { shownTime } from "../screen.ts";

const keyId = ({ args }: Call<unknown>) => ({ keyId: args[0] });

export function addInsightCommands(keys: Command): void {
  keys
    .command("limits <key>")
    .description("what is left of each of its limits now")
    .action(cli(limitsLeft, { tenant: tenantOfKey, input: keyId, show: showLimits }));

  keys
    .command("callers <key>")
    .description("who used the old secret of a rotation in the last 24 hours, and so has to change")
    .option("--secret <id>", "another of its secrets, by its id")
    .action(
      steps<{ secret?: string }>(async (call) => {
        const tenant = await tenantOfKey(call);
        const secretId = call.options.secret ?? (await oldSecretOf(call));
        display(call, await call.run(secretCallers, { ...keyId(call), secretId }, tenant), showCallers);
      }),
    );
}

/** Throws `conflict` where there is none. */
async function oldSecretOf(call: Call<unknown>): Promise<string> {
  const { secrets } = await call.run(getKey, keyId(call), await tenantOfKey(call));
  const old = secrets.find(({ expiresAt }) => expiresAt);
  if (old) return old.id;
  throw new DomainError("conflict", "This key has no old secret; name one of its secrets with --secret.");
}

function showLimits({ items }: { items: LimitLeft[] }, { screen }: Call<unknown>): void {
  screen.table(
    ["NAME", "LIMIT", "LEFT", "OF"],
    items.map(({ limit, left, most }) => [limit.name, shownLimit(limit), left, most]),
  );
}

function showCallers({ calls, ofCalls, callers }: SecretCallers, { screen }: Call<unknown>): void {
  screen.table(
    ["ADDRESS", "PROGRAM", "RESOURCE", "CALLS", "LAST"],
    callers.map((one) => [one.ip, one.userAgent, one.resource, one.calls, shownTime(one.lastAt)]),
  );
  screen.note(`${calls} of the key's last ${ofCalls} calls were made with this secret.`);
}
