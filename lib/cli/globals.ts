// The options that stand over all commands. --json and --profile may be given anywhere; --url stands before the command,
// for some commands have one of their own.
import { type Command, Option } from "commander";

export interface Globals {
  json: boolean;
  url?: string | undefined;
  profile?: string | undefined;
}

const JSON_OPTION = ["--json", "answer in JSON"] as const;
const PROFILE_OPTION = ["--profile <name>", "work on the Keyhold that this profile was made for"] as const;

export function addGlobals(program: Command): void {
  program
    .enablePositionalOptions()
    .option("--url <address>", "work on a Keyhold elsewhere, over REST; the token is in KEYHOLD_TOKEN")
    .option(...PROFILE_OPTION)
    .option(...JSON_OPTION);
}

/** Lets a branch take them anywhere behind its name; help shows them once. */
export function addGlobalsBehind(branch: Command): void {
  branch.enablePositionalOptions(false);
  for (const [flags, about] of [PROFILE_OPTION, JSON_OPTION])
    branch.addOption(new Option(flags, about).hideHelp());
}

export function globalsOf(command: Command): Globals {
  const all = lineOf(command).map((each) => each.opts<Partial<Globals>>());
  return {
    json: all.some(({ json }) => json === true),
    url: all.at(-1)?.url,
    profile: all.map(({ profile }) => profile).find((profile) => profile !== undefined),
  };
}

/** What a command and those over it were given, without what stands over all. */
export function optionsOf<Options>(command: Command): Options {
  const given = lineOf(command)
    .slice(0, -1)
    .map((each) => each.opts());
  return Object.assign({}, ...given) as Options;
}

/** From the command itself to the program. */
function lineOf(command: Command): Command[] {
  return command.parent ? [command, ...lineOf(command.parent)] : [command];
}
