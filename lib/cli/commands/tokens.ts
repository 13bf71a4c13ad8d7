import type { Command } from "commander";
import { createPlatformToken } from "#lib/tokens/create-platform-token.ts";
import { createToken } from "#lib/tokens/create-token.ts";
import { listAllTokens } from "#lib/tokens/list-all-tokens.ts";
import { listTokens } from "#lib/tokens/list-tokens.ts";
import { revokeAnyToken } from "#lib/tokens/revoke-any-token.ts";
import type { TokenView, TokenWithSecret } from "#lib/tokens/view.ts";
import { confirmed } from "../ask.ts";
import { type Call, cli, display, steps } from "../cli.ts";
import { shownTime } from "../screen.ts";
import { readDuration, readList } from "../words.ts";

interface CreateOptions {
  name: string;
  permissions: string;
  tenant?: string;
  expiresIn?: string;
}

export function tokens(noun: Command): void {
  noun
    .command("create")
    .description("make a token; its secret is shown once")
    .requiredOption("--name <name>", "which program it is for")
    .requiredOption("--permissions <list>", "such as keys:verify,usage:write, or '*'")
    .option("--tenant <tenant>", "may act for this tenant alone")
    .option("--expires-in <days>", "such as 90d, or never", "never")
    .action(
      steps<CreateOptions>(async (call) => {
        const { name, permissions, tenant, expiresIn = "never" } = call.options;
        const expiresInDays = expiresIn === "never" ? null : readDuration(expiresIn, "expires-in") / 86_400;
        const input = { name, permissions: readList(permissions), expiresInDays };
        const token = tenant
          ? await call.run(createToken, input, await call.tenantId(tenant))
          : await call.run(createPlatformToken, input);
        display(call, token, showSecret);
      }),
    );

  noun
    .command("list")
    .description("newest first")
    .option("--tenant <tenant>", "of one tenant, by id or client id")
    .option("--limit <number>", "at most 200", "200")
    .action(
      steps<{ tenant?: string; limit: string }>(async (call) => {
        const { tenant, limit } = call.options;
        const page = tenant
          ? await call.run(listTokens, { limit }, await call.tenantId(tenant))
          : await call.run(listAllTokens, { limit });
        display(call, page, showTokens);
      }),
    );

  noun
    .command("revoke <token>")
    .description("end a token for good")
    .option("-y, --yes", "do not ask")
    .action(
      cli(revokeAnyToken, {
        async input({ args, options }: Call<{ yes?: boolean }>) {
          await confirmed("Programs that use it will be refused at once. Revoke it?", options.yes);
          return { tokenId: args[0] };
        },
        show: showToken,
      }),
    );
}

function showTokens({ items }: { items: TokenView[] }, { screen }: Call<unknown>): void {
  screen.table(
    ["ID", "NAME", "TENANT", "PERMISSIONS", "ENDS IN", "STATUS", "LAST USED"],
    items.map((token) => [
      token.id,
      token.name,
      token.tenant?.clientId ?? "platform",
      token.permissions.join(", "),
      token.last4,
      token.status,
      shownTime(token.lastUsedAt) ?? "never",
    ]),
  );
}

function showToken(token: TokenView, { screen }: Call<unknown>): void {
  screen.card([
    ["id", token.id],
    ["name", token.name],
    ["tenant", token.tenant?.clientId ?? "platform"],
    ["permissions", token.permissions.join(", ")],
    ["status", token.status],
    ["expires", shownTime(token.expiresAt) ?? "never"],
  ]);
}

function showSecret(token: TokenWithSecret, call: Call<unknown>): void {
  showToken(token, call);
  call.screen.note("The secret, shown this once:");
  call.screen.line(token.secret);
}
