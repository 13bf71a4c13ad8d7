import type { Command } from "commander";
import { createKey } from "#lib/keys/create-key.ts";
import { disableKey } from "#lib/keys/disable-key.ts";
import { enableKey } from "#lib/keys/enable-key.ts";
import { extendRotation } from "#lib/keys/extend-rotation.ts";
import { finishRotation } from "#lib/keys/finish-rotation.ts";
import { getKey } from "#lib/keys/get-key.ts";
import { listAllKeys } from "#lib/keys/list-all-keys.ts";
import { lookupAnyKey } from "#lib/keys/lookup-any-key.ts";
import { revokeKey } from "#lib/keys/revoke-key.ts";
import { rotateKey } from "#lib/keys/rotate-key.ts";
import { updateKey } from "#lib/keys/update-key.ts";
import { confirmed, readSecret } from "../ask.ts";
import { type Call, cli } from "../cli.ts";
import { type KeyOptions, keyFields, keyOptions, tenantOfKey } from "../key-fields.ts";
import { showKey, showKeys, showSecret } from "../key-screen.ts";
import { readDuration } from "../words.ts";
import { addImportCommand } from "./import.ts";
import { addInsightCommands } from "./key-insight.ts";
import { addUnknownCommand } from "./unknown.ts";
import { addVerifyCommand } from "./verify.ts";

const keyId = ({ args }: Call<unknown>) => ({ keyId: args[0] });

export function keys(noun: Command): void {
  keyOptions(noun.command("create"))
    .description("issue a key; its secret is shown once")
    .requiredOption("--tenant <tenant>", "id or client id")
    .requiredOption("--name <name>", "what the key is for")
    .option("--env <environment>", "live or test", "live")
    .option("--secret-stdin", "take a secret of your own choice from stdin")
    .action(
      cli(createKey, {
        tenant: ({ options, tenantId }: Call<KeyOptions & { tenant: string }>) => tenantId(options.tenant),
        async input({ options, now }: Call<KeyOptions & { tenant: string }>) {
          const secret = options.secretStdin ? await readSecret("secret") : undefined;
          return { ...keyFields(options, now()), environment: options.env, secret };
        },
        show: showSecret,
      }),
    );

  noun
    .command("list")
    .description("newest first")
    .option("--tenant <tenant>", "of one tenant, by id or client id")
    .option("--search <text>", "in name, e-mail, prefix, last four or tag")
    .option("--status <status>", "active, rotating, disabled, expired or revoked")
    .option("--env <environment>", "live or test")
    .option("--tag <tag>", "that bear this tag")
    .option("--limit <number>", "at most 200", "50")
    .option("--cursor <cursor>", "the next page after one")
    .action(
      cli(listAllKeys, {
        input: ({ options }: Call<Record<string, string>>) => ({
          tenant: options.tenant,
          q: options.search,
          status: options.status,
          environment: options.env,
          tag: options.tag,
          limit: options.limit,
          cursor: options.cursor,
        }),
        show: showKeys,
      }),
    );

  noun
    .command("show <key>")
    .description("one key, by its id")
    .action(cli(getKey, { tenant: tenantOfKey, input: keyId, show: showKey }));

  keyOptions(noun.command("update <key>"))
    .description("change what is given, leave the rest")
    .option("--name <name>", "what the key is for")
    .action(
      cli(updateKey, {
        tenant: tenantOfKey,
        input: (call: Call<KeyOptions>) => ({
          ...keyId(call),
          ...keyFields(call.options, call.now()),
        }),
        show: showKey,
      }),
    );

  noun
    .command("rotate <key>")
    .description("give a key a new secret; the old one works on for a while")
    .option("--grace <duration>", "how long the old secret works on: 0s to 30d", "24h")
    .action(
      cli(rotateKey, {
        tenant: tenantOfKey,
        input: (call: Call<{ grace: string }>) => ({
          ...keyId(call),
          graceSeconds: readDuration(call.options.grace, "grace"),
        }),
        show: showSecret,
      }),
    );

  noun
    .command("extend-rotation <key>")
    .description("let the old secret of a rotation work on for longer")
    .option("--grace <duration>", "how long from now: 1s to 30d", "24h")
    .action(
      cli(extendRotation, {
        tenant: tenantOfKey,
        input: (call: Call<{ grace: string }>) => ({
          ...keyId(call),
          graceSeconds: readDuration(call.options.grace, "grace"),
        }),
        show: showKey,
      }),
    );

  noun
    .command("finish-rotation <key>")
    .description("end the old secret of a rotation now")
    .option("-y, --yes", "do not ask")
    .action(
      cli(finishRotation, {
        tenant: tenantOfKey,
        async input(call: Call<{ yes?: boolean }>) {
          await confirmed(
            "Whoever uses the old secret still will be refused at once. End it?",
            call.options.yes,
          );
          return keyId(call);
        },
        show: showKey,
      }),
    );

  noun
    .command("disable <key>")
    .description("make a key refuse until it is enabled")
    .action(cli(disableKey, { tenant: tenantOfKey, input: keyId, show: showKey }));

  noun
    .command("enable <key>")
    .description("let a disabled key work again")
    .action(cli(enableKey, { tenant: tenantOfKey, input: keyId, show: showKey }));

  noun
    .command("revoke <key>")
    .description("end a key for good")
    .option("--reason <text>", "why; it stands in the audit trail")
    .option("-y, --yes", "do not ask")
    .action(
      cli(revokeKey, {
        tenant: tenantOfKey,
        async input(call: Call<{ reason?: string; yes?: boolean }>) {
          await confirmed("Its callers will be refused at once, and for good. Revoke it?", call.options.yes);
          return { ...keyId(call), reason: call.options.reason };
        },
        show: showKey,
      }),
    );

  addVerifyCommand(noun);
  addImportCommand(noun);
  addUnknownCommand(noun);
  addInsightCommands(noun);

  noun
    .command("lookup")
    .description("whose key is it? Pipe the key into this command")
    .action(cli(lookupAnyKey, { input: async () => ({ key: await readSecret("key") }), show: showKey }));
}
