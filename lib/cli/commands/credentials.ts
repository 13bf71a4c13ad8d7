// Provider keys: come in by a pipe or a prompt, sealed as a browser seals them, and are never shown.
import type { Command } from "commander";
import { addCredential } from "#lib/credentials/add-credential.ts";
import { checkCredential } from "#lib/credentials/check-credential.ts";
import { listCredentials } from "#lib/credentials/list-credentials.ts";
import { removeCredential } from "#lib/credentials/remove-credential.ts";
import { replaceCredential } from "#lib/credentials/replace-credential.ts";
import type { CredentialView } from "#lib/credentials/view.ts";
import { confirmed, readSecret } from "../ask.ts";
import { type Call, display, runOwn, steps } from "../cli.ts";
import type { ProviderKeyEntry } from "../keyhold.ts";
import { shownTime } from "../screen.ts";

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
    .command("check <credential>")
    .description("have the api try the key at its provider")
    .option("--tenant <tenant>", WHOSE)
    .action(
      steps<Options>(async (call) => {
        display(call, await runOwn(call, checkCredential, { credentialId: call.args[0] }), showOne);
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
        display(call, await runOwn(call, removeCredential, { credentialId: call.args[0] }), showOne);
      }),
    );
}

/** The fields by which a key that is piped in is handed over. */
async function enter(call: Call<Options>, entry: ProviderKeyEntry): Promise<object> {
  const secret = await readSecret("provider key");
  const { tenant } = call.options;
  return call.enter(secret, entry, tenant === undefined ? null : await call.tenantId(tenant));
}

function showAll({ items }: { items: CredentialView[] }, { screen }: Call<unknown>): void {
  screen.table(
    ["ID", "NAME", "PROVIDER", "ENDS IN", "STATE", "LATENCY", "CHECKED"],
    items.map((item) => {
      const check = checkOf(item);
      return [
        item.id,
        item.label,
        item.provider,
        item.last4,
        item.state,
        check?.latencyMs ? `${check.latencyMs} ms` : null,
        shownTime(check?.checkedAt ?? null) ?? "never",
      ];
    }),
  );
}

function showOne(item: CredentialView, { screen }: Call<unknown>): void {
  screen.card([
    ["id", item.id],
    ["name", item.label],
    ["provider", item.provider],
    ["address", item.baseUrl],
    ["ends in", item.last4],
    ["fingerprint", item.fingerprint],
    ["state", item.removedAt ? "removed" : item.state],
  ]);
}

function checkOf({ versions }: CredentialView) {
  return (versions.find(({ role }) => role === "current") ?? versions[0])?.check;
}
