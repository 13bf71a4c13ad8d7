// The transport of the command line: builds a principal, runs operations, shows what came back.
// Whoever can read the installation's secrets may do anything; the audit trail names their account on this machine.
import { userInfo } from "node:os";
import type { Command } from "commander";
import type { Operation } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import type { Id } from "#lib/shared/ids.ts";
import { getTenant } from "#lib/tenants/get-tenant.ts";
import { type Installation, openInstallation } from "./installation.ts";
import { openScreen, type Screen } from "./screen.ts";

export interface Call<Options> {
  args: string[];
  options: Options;
  screen: Screen;
  installation: Installation;
  /** Runs an operation as this machine's user, on the platform or in a tenant. The operation checks `input`. */
  run<Input, Output>(
    operation: Operation<Input, Output>,
    input: unknown,
    tenantId?: Id<"ten"> | null,
  ): Promise<Output>;
  /** The id of a tenant by its id or client id. */
  tenantId(named: string): Promise<Id<"ten">>;
}

/** What turns a command's words into an operation's input, and its output into something to look at. */
export interface Form<Options, Output> {
  input(call: Call<Options>): unknown;
  /** In which tenant it runs; left out for operations on the platform. */
  tenant?(call: Call<Options>): Promise<Id<"ten">>;
  show(output: Output, call: Call<Options>): void;
}

type Action = (...given: unknown[]) => Promise<void>;

/** A command that is one operation. */
export function cli<Input, Output, Options>(
  operation: Operation<Input, Output>,
  { input, tenant, show }: Form<Options, Output>,
): Action {
  return steps<Options>(async (call) => {
    const tenantId = tenant ? await tenant(call) : null;
    display(call, await call.run(operation, await input(call), tenantId), show);
  });
}

/** Writes what came back: as JSON when that was asked for, else as `show` lays it out. */
export function display<Options, Output>(
  call: Call<Options>,
  output: Output,
  show: (output: Output, call: Call<Options>) => void,
): void {
  if (call.screen.json) call.screen.line(JSON.stringify(output, null, 2));
  else show(output, call);
}

/** A command that is several operations, or something else than one. */
export function steps<Options>(
  work: (call: Call<Options>) => Promise<void>,
  opening: { prepare?: boolean } = {},
): Action {
  return async (...given) => {
    const command = given.at(-1) as Command;
    const options = command.optsWithGlobals();
    const installation = await openInstallation(opening);
    try {
      await work(callOf(command.args, options as Options & { json?: boolean }, installation));
    } finally {
      await installation.close();
    }
  };
}

function callOf<Options extends { json?: boolean }>(
  args: string[],
  options: Options,
  installation: Installation,
): Call<Options> {
  const label = `command line (${userInfo().username})`;
  const run: Call<Options>["run"] = (operation, input, tenantId = null) =>
    operation.execute(installation.deps, systemPrincipal(label, tenantId), input as never);
  const tenantId = async (named: string) => (await run(getTenant, { tenant: named })).id as Id<"ten">;
  return { args, options, screen: openScreen(options.json === true), installation, run, tenantId };
}
