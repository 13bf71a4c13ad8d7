// Commands that work on an installation itself: its database, files and secrets, which no other machine has.
import type { Command } from "commander";
import { DomainError } from "#lib/core/errors.ts";
import { globalsOf } from "./globals.ts";
import { isElsewhere } from "./profiles/target.ts";

const marked = new WeakSet<Command>();

/** Has a command refuse to work on a Keyhold elsewhere. */
export function hereOnly(command: Command): Command {
  marked.add(command);
  return command.hook("preAction", (_, asked) => {
    if (isElsewhere(globalsOf(asked))) throw notElsewhere(wordsOf(asked));
  });
}

export const isHereOnly = (command: Command): boolean => marked.has(command);

/** The refusal of what a command would do to the installation at hand. */
export function notElsewhere(words: string): DomainError {
  return new DomainError(
    "malformed_request",
    `\`keyhold ${words}\` works on an installation itself: run it where that is, without --url, --profile and KEYHOLD_PROFILE.`,
  );
}

/** "usage prove". */
export function wordsOf(command: Command): string {
  return command.parent ? [wordsOf(command.parent), command.name()].filter(Boolean).join(" ") : "";
}
