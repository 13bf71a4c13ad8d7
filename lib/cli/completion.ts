// What a shell may offer next, from the same definitions by which commands are read.
import { RootCommand } from "@bomb.sh/tab";
import type { Command, Option } from "commander";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

type Offers = ReturnType<RootCommand["command"]>;

/** Of every command that `program` has loaded. */
export function completionsOf(program: Command): RootCommand {
  const root = new RootCommand();
  offerOptions(root, program);
  for (const branch of program.createHelp().visibleCommands(program))
    if (branch.name() !== "help") offer(root, branch, branch.name());
  return root;
}

/** What a shell is given once, and which asks `keyhold complete` from then on. Goes to stdout. */
export function printScript(shell: Shell): void {
  if (shell === "bash") process.stdout.write(`${WITHOUT_BASH_COMPLETION}\n`);
  new RootCommand().setup("keyhold", "keyhold", shell);
}

/** What the script needs of the package bash-completion, where that is missing. */
const WITHOUT_BASH_COMPLETION = `if ! declare -F _get_comp_words_by_ref >/dev/null; then
  _get_comp_words_by_ref() {
    cword=$COMP_CWORD cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
    words=("\${COMP_WORDS[@]:0:COMP_CWORD+1}")
  }
fi`;

function offer(root: RootCommand, command: Command, words: string): void {
  const help = command.createHelp();
  const offers = root.command(words, command.description());
  offerOptions(offers, command);
  for (const argument of command.registeredArguments)
    offers.argument(argument.name(), choose(argument.argChoices), argument.variadic);
  for (const sub of help.visibleCommands(command))
    if (sub.name() !== "help") offer(root, sub, `${words} ${sub.name()}`);
}

/** Its own, and those of the commands over it that are read behind it too. */
function offerOptions(offers: Offers | RootCommand, command: Command): void {
  for (const option of [...command.options, ...inherited(command)]) {
    const name = option.long?.slice(2);
    if (!name) continue;
    const short = option.short?.slice(1);
    if (takesValue(option)) offers.option(name, option.description, choose(option.argChoices), short);
    else offers.option(name, option.description, short ?? "");
  }
}

function inherited({ parent }: Command): readonly Option[] {
  return parent?.parent ? [...parent.options, ...inherited(parent)] : [];
}

const takesValue = ({ required, optional }: Option) => required || optional;

function choose(choices: readonly string[] | undefined) {
  return (complete: (value: string, description: string) => void) => {
    for (const choice of choices ?? []) complete(choice, "");
  };
}
