// Secrets come in by a pipe or a hidden prompt, never as an argument: arguments stand in process lists and histories.
import { text } from "node:stream/consumers";
import { confirm, isCancel, password } from "@clack/prompts";
import { DomainError } from "#lib/core/errors.ts";

const isTerminal = () => process.stdin.isTTY === true && process.stderr.isTTY === true;

/** What is piped in, without the line's end. Asks for it where there is a terminal. Throws when nothing came. */
export async function readSecret(what: string): Promise<string> {
  const value = process.stdin.isTTY ? await prompt(what) : (await text(process.stdin)).replace(/\r?\n$/, "");
  if (value) return value;
  throw new DomainError("malformed_request", `Pipe the ${what} into this command; nothing came in.`);
}

/** A new password, typed twice; null where nobody can be asked. */
export async function askNewPassword(): Promise<string | null> {
  if (!isTerminal()) return null;
  const first = await prompt("new password");
  const second = await prompt("new password once more");
  if (first === second) return first;
  throw new DomainError("malformed_request", "The two passwords differ.");
}

/** Lets a person at a terminal think twice. A script is taken at its word. */
export async function confirmed(question: string, yes: boolean | undefined): Promise<void> {
  if (yes || !isTerminal()) return;
  const answer = await confirm({ message: question, initialValue: false, output: process.stderr });
  if (answer !== true) throw new DomainError("forbidden", "Nothing was done.");
}

async function prompt(what: string): Promise<string> {
  const answer = await password({ message: what, output: process.stderr });
  if (isCancel(answer)) throw new DomainError("forbidden", "Nothing was done.");
  return answer;
}
