import { Argument, type Command } from "commander";
import { completionsOf, printScript, SHELLS, type Shell } from "../completion.ts";

export function completion(command: Command): void {
  command
    .addArgument(new Argument("<shell>", "which shell").choices(SHELLS))
    .addHelpText(
      "after",
      '\nbash, zsh: eval "$(keyhold completion bash)"\nfish: keyhold completion fish | source',
    )
    .action((shell: Shell) => printScript(shell));
}

/** What the script of a shell asks; the words of the line come behind `--`. */
export function complete(command: Command): void {
  command
    .argument("[words...]")
    .action((words: string[]) => completionsOf(command.parent ?? command).parse(words));
}
