// Fills an empty installation with demo data, and says who can sign in to it.
import type { Command } from "commander";
import { DomainError } from "#lib/core/errors.ts";
import { type DemoReport, seedDemo } from "#lib/demo/seed-demo.ts";
import { type Call, display, stepsHere } from "../cli.ts";
import { hereOnly } from "../here-only.ts";
import type { Installation } from "../installation.ts";
import { shownTime } from "../screen.ts";

interface Options {
  demo?: boolean;
}

export function seed(command: Command): void {
  hereOnly(command)
    .option("--demo", "customers, keys and three months of calls, all invented")
    .action(stepsHere<Options>(seedInstallation, { prepare: true }));
}

async function seedInstallation(call: Call<Options>, { deps }: Installation): Promise<void> {
  if (!call.options.demo)
    throw new DomainError("malformed_request", "Say --demo: that is all there is to seed.");
  display(call, await seedDemo(deps), showDemo);
}

function showDemo({ made, madeAt, password, signIns }: DemoReport, { screen }: Call<unknown>): void {
  screen.line(
    made
      ? "The demo data is there."
      : `The demo data has been there since ${shownTime(madeAt)}; nothing was changed.`,
  );
  screen.table(
    ["SIGN IN AS", "NAME", "ROLE", "TENANT"],
    signIns.map(({ email, name, role, tenant }) => [email, name, role, tenant ?? "platform"]),
  );
  screen.note("The password of all of them, until they change it:");
  screen.line(password);
}
