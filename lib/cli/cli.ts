// The transport of the command line: says which Keyhold a command is about, runs operations, shows what came back.
import type { Command } from "commander";
import type { Operation } from "#lib/core/operation.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { plainHttpWarning } from "./elsewhere/plain-http.ts";
import { type Globals, globalsOf, optionsOf } from "./globals.ts";
import { notElsewhere } from "./here-only.ts";
import type { Installation } from "./installation.ts";
import type { Keyhold, TenantName } from "./keyhold.ts";
import { targetOf } from "./profiles/target.ts";
import { openScreen, type Screen } from "./screen.ts";

export interface Call<Options> extends Keyhold {
  args: string[];
  options: Options;
  screen: Screen;
}

/** What turns a command's words into an operation's input, and its output into something to look at. */
export interface Form<Options, Output> {
  input(call: Call<Options>): unknown;
  /** In which tenant it runs; left out for operations on the platform. */
  tenant?(call: Call<Options>): Promise<TenantName>;
  show(output: Output, call: Call<Options>): void;
}

type Action = (...given: unknown[]) => Promise<void>;

/** A command that is one operation. */
export function cli<Input, Output, Options>(
  operation: Operation<Input, Output>,
  { input, tenant, show }: Form<Options, Output>,
): Action {
  return steps<Options>(async (call) => {
    const name = tenant ? await tenant(call) : null;
    display(call, await call.run(operation, await input(call), name), show);
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
    const globals = globalsOf(command);
    const screen = openScreen(globals.json);
    const keyhold = await openKeyhold(globals, screen, opening);
    try {
      await work({ ...keyhold, args: command.args, options: optionsOf<Options>(command), screen });
    } finally {
      await keyhold.close();
    }
  };
}

/** Of a command that hereOnly() marks: it is given the installation too. */
export function stepsHere<Options>(
  work: (call: Call<Options>, installation: Installation) => Promise<void>,
  opening?: { prepare?: boolean },
): Action {
  return steps<Options>(async (call) => {
    if (!call.installation) throw notElsewhere("…");
    await work(call, call.installation);
  }, opening);
}

/** Runs an operation for the tenant that `--tenant` names, else on the platform's own things. */
export async function runOwn<Input, Output>(
  { run, tenantId, options }: Call<{ tenant?: string }>,
  operation: Operation<Input, Output>,
  input: unknown,
): Promise<Output> {
  const { tenant } = options;
  return tenant === undefined
    ? run(platformOwn(operation), input)
    : run(operation, input, await tenantId(tenant));
}

/** Loads one of the two alone: neither needs what the other is made of. */
async function openKeyhold(
  globals: Globals,
  screen: Screen,
  opening: { prepare?: boolean },
): Promise<Keyhold> {
  const target = await targetOf(globals);
  if (!target) return (await import("./here.ts")).openHere(opening);
  const warning = plainHttpWarning(target.url);
  if (warning) screen.warn(warning);
  return (await import("./elsewhere/open-elsewhere.ts")).openElsewhere(target);
}
