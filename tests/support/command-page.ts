// docs/commands.md, made of the very definitions by which commands are read.
import type { Command, Option } from "commander";
import { isHereOnly, wordsOf } from "#lib/cli/here-only.ts";
import { createProgram } from "#lib/cli/program.ts";

/** The program with every branch loaded. */
export async function wholeProgram(): Promise<Command> {
  const branches = (await createProgram([])).commands.map((branch) => branch.name());
  return createProgram(branches);
}

/** Every command that does something, in the order of the help. */
export function commandsOf(command: Command): Command[] {
  const shown = command
    .createHelp()
    .visibleCommands(command)
    .filter((sub) => sub.name() !== "help");
  const below = shown.flatMap(commandsOf);
  return command.parent && (below.length === 0 || doesSomething(command)) ? [command, ...below] : below;
}

/** A branch that is a command too has options of its own besides those for all. */
const doesSomething = (command: Command) => shownOptions(command).length > 0;

export function commandPage(program: Command): string {
  const shown = program.createHelp().visibleCommands(program);
  const sections = shown.filter((branch) => branch.name() !== "help").map(sectionOf);
  return `${[HEAD, tableOf(program.options), ...sections].join("\n\n")}\n`;
}

const HEAD = `# Commands

Every command, with its options. How they are called in a checkout, how they work on a Keyhold elsewhere, and their exit
codes stand in the [reference](reference.md#commands). A command that is marked “on the installation itself” has no
counterpart over REST.

Options of all commands; \`--url\` stands before the command:`;

function sectionOf(branch: Command): string {
  const commands = commandsOf(branch);
  if (commands.length === 1 && commands[0] === branch) return entryOf(branch, "##");
  const head = [`## keyhold ${branch.name()}`, sentence(branch.description())];
  return [...head, ...commands.map((command) => entryOf(command, "###"))].join("\n\n");
}

function entryOf(command: Command, mark: string): string {
  const takes = command.registeredArguments.map((argument) =>
    argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
  );
  const head = `${mark} keyhold ${[wordsOf(command), ...takes].join(" ")}`;
  const about = sentence(command.description()) + (isHereOnly(command) ? " On the installation itself." : "");
  const options = shownOptions(command);
  return [head, about, ...(options.length > 0 ? [tableOf(options)] : [])].join("\n\n");
}

function tableOf(options: readonly Option[]): string {
  const rows = options.map((option) => {
    const usual = option.defaultValue === undefined ? "" : `, else \`${option.defaultValue}\``;
    return `| \`${option.flags}\` | ${option.description.replaceAll("|", "\\|")}${option.mandatory ? "; needed" : usual} |`;
  });
  return ["| | |", "|---|---|", ...rows].join("\n");
}

const shownOptions = ({ options }: Command) => options.filter(({ hidden }) => !hidden);
const sentence = (text: string) => (text ? `${text[0]!.toUpperCase()}${text.slice(1)}.` : "");
