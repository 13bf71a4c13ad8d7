// Provider keys: come in by a pipe or a prompt, sealed as a browser seals them, and are never shown.
import type { Command } from "commander";
import { DomainError } from "#lib/core/errors.ts";
import { addCredential } from "#lib/credentials/add-credential.ts";
import { checkCredential } from "#lib/credentials/check-credential.ts";
import { getCredential } from "#lib/credentials/get-credential.ts";
import { listCredentialUse } from "#lib/credentials/list-credential-use.ts";
import { listCredentials } from "#lib/credentials/list-credentials.ts";
import { removeCredential } from "#lib/credentials/remove-credential.ts";
import { replaceCredential } from "#lib/credentials/replace-credential.ts";
import { retireVersion } from "#lib/credentials/retire-version.ts";
import { shiftCredential } from "#lib/credentials/shift-credential.ts";
import { updateCredential } from "#lib/credentials/update-credential.ts";
import { confirmed, readSecret } from "../ask.ts";
import { type Call, display, runOwn, steps } from "../cli.ts";
import { showAll, showOne, showUse } from "../credential-screen.ts";
import type { ProviderKeyEntry } from "../keyhold.ts";
import { readCount } from "../words.ts";

interface Options {
  tenant?: string;
}

interface AddOptions extends Options {
  provider: string;
  label: string;
  baseUrl?: string;
}

const WHOSE = "of one tenant, by id or client id; left out, the platform's own";

export function credentials(noun: Command): void {
  noun
    .command("list")
    .description("newest first, by the last four of their keys")
    .option("--tenant <tenant>", WHOSE)
    .action(
      steps<Options>(async (call) => {
        display(call, await runOwn(call, listCredentials, { limit: 200 }), showAll);
      }),
    );

  noun
    .command("show <credential>")
    .description("one, with the versions of its key")
    .option("--tenant <tenant>", WHOSE)
    .action(
      steps<Options>(async (call) => {
        display(call, await runOwn(call, getCredential, one(call)), showOne);
      }),
    );

  noun
    .command("use")
    .description("what was spent of each this month, by which keys lately, and how their quotas stand")
    .option("--tenant <tenant>", WHOSE)
    .action(
      steps<Options>(async (call) => {
        display(call, await runOwn(call, listCredentialUse, {}), showUse);
      }),
    );

  noun
    .command("add")
    .description("store a key for a provider; it is piped in, or asked for")
    .requiredOption("--provider <provider>", "such as openai, anthropic, openai-compatible")
    .requiredOption("--label <name>", "a name to tell it by")
    .option("--base-url <address>", "for azure-openai and openai-compatible")
    .option("--tenant <tenant>", WHOSE)
    .action(
      steps<AddOptions>(async (call) => {
        const { provider, label, baseUrl } = call.options;
        const entered = await enter(call, { provider, baseUrl });
        const input = { provider, label, baseUrl, ...entered };
        display(call, await runOwn(call, addCredential, input), showOne);
      }),
    );

  noun
    .command("replace <credential>")
    .description("store another key in its place; it is piped in, or asked for")
    .option("--beside", "keep the old key in use until the new one is made current")
    .option("--tenant <tenant>", WHOSE)
    .action(
      steps<Options & { beside?: boolean }>(async (call) => {
        const credentialId = call.args[0] ?? "";
        const entered = await enter(call, { credentialId });
        const input = { credentialId, ...entered, beside: call.options.beside };
        display(call, await runOwn(call, replaceCredential, input), showOne);
      }),
    );

  noun
    .command("rename <credential>")
    .description("give it another name")
    .requiredOption("--label <name>", "a name to tell it by")
    .option("--tenant <tenant>", WHOSE)
    .action(
      steps<Options & { label: string }>(async (call) => {
        const input = { ...one(call), label: call.options.label };
        display(call, await runOwn(call, updateCredential, input), showOne);
      }),
    );

  noun
    .command("shift <credential> [version]")
    .description("make another version of its key the one that is spent; left out, the one beside it")
    .option("--tenant <tenant>", WHOSE)
    .action(
      steps<Options>(async (call) => {
        const input = { ...one(call), version: await versionIn(call) };
        display(call, await runOwn(call, shiftCredential, input), showOne);
      }),
    );

  noun
    .command("retire <credential> [version]")
    .description("end a version that is not spent, and wipe what is stored of it")
    .option("--tenant <tenant>", WHOSE)
    .option("-y, --yes", "do not ask")
    .action(
      steps<Options & { yes?: boolean }>(async (call) => {
        const input = { ...one(call), version: await versionIn(call) };
        await confirmed(`Version ${input.version} of the key ends for good. Retire it?`, call.options.yes);
        display(call, await runOwn(call, retireVersion, input), showOne);
      }),
    );

  noun
    .command("check <credential>")
    .description("have the api try the key at its provider")
    .option("--tenant <tenant>", WHOSE)
    .action(
      steps<Options>(async (call) => {
        display(call, await runOwn(call, checkCredential, one(call)), showOne);
        call.screen.note("An api process tries it within seconds; `credentials list` shows what came of it.");
      }),
    );

  noun
    .command("remove <credential>")
    .description("end a credential for good, and wipe what is stored of its key")
    .option("--tenant <tenant>", WHOSE)
    .option("-y, --yes", "do not ask")
    .action(
      steps<Options & { yes?: boolean }>(async (call) => {
        await confirmed("Calls that are paid with it will fail at once. Remove it?", call.options.yes);
        display(call, await runOwn(call, removeCredential, one(call)), showOne);
      }),
    );
}

const one = ({ args }: Call<unknown>) => ({ credentialId: args[0] });

/** The version that is named, else the only one that is not spent. Throws `conflict` where there is none such. */
async function versionIn(call: Call<Options>): Promise<number> {
  const [, named] = call.args;
  if (named !== undefined) return readCount(named, "version");
  const { versions } = await runOwn(call, getCredential, one(call));
  const [beside, more] = versions.filter(({ role }) => role !== "current");
  if (beside && !more) return beside.version;
  const problem = more ? "It has several other versions; name one." : "It has no other version.";
  throw new DomainError("conflict", problem);
}

/** The fields by which a key that is piped in is handed over. */
async function enter(call: Call<Options>, entry: ProviderKeyEntry): Promise<object> {
  const secret = await readSecret("provider key");
  const { tenant } = call.options;
  return call.enter(secret, entry, tenant === undefined ? null : await call.tenantId(tenant));
}
