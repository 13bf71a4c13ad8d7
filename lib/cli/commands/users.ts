import type { Command } from "commander";
import { type CreatedAdmin, createAdmin } from "#lib/auth/create-admin.ts";
import { askNewPassword, readSecret } from "../ask.ts";
import { type Call, cli } from "../cli.ts";
import { hereOnly } from "../here-only.ts";

interface Options {
  email: string;
  name?: string;
  passwordStdin?: boolean;
}

export function users(noun: Command): void {
  hereOnly(noun.command("create-admin"))
    .description("make a platform admin, or let one in again; without a password it gives a link to set one")
    .requiredOption("--email <address>", "whom")
    .option("--name <name>", "how they are called")
    .option("--password-stdin", "take the password from stdin")
    .action(
      cli(createAdmin, {
        async input({ options }: Call<Options>) {
          const password = options.passwordStdin ? await readSecret("password") : await askNewPassword();
          return { email: options.email, name: options.name, password: password ?? undefined };
        },
        show: showAdmin,
      }),
    );
}

function showAdmin(admin: CreatedAdmin, { screen }: Call<unknown>): void {
  screen.card([
    ["id", admin.id],
    ["email", admin.email],
    ["name", admin.name],
  ]);
  if (!admin.passwordUrl) return;
  screen.note("A link to set the password; it works once, for a day:");
  screen.line(admin.passwordUrl);
}
