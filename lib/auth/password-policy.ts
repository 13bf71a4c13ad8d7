// Which passwords are refused: common ones and ones that are easily guessed, judged by zxcvbn with its bundled lists,
// and ones built from the person's own name or address.
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { invalidField } from "#lib/core/errors.ts";

/** A hundred million guesses: out of reach through a throttled sign-in, by far. */
const LEAST_GUESSES_LOG10 = 8;

let judge: ZxcvbnFactory | undefined;

/** Throws `invalid_input` that names `field`. `about` is what an attacker would try first: e-mail address, name. */
export function requireGoodPassword(password: string, about: readonly string[], field = "password"): void {
  judge ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const words = about.flatMap((text) => [text, ...text.split(/[@.\s_-]+/)]).filter((word) => word.length > 2);
  const { guessesLog10 } = judge.check(password.normalize("NFKC"), [...words, "keyhold"]);
  if (guessesLog10 < LEAST_GUESSES_LOG10)
    throw invalidField(
      field,
      "This password is too easily guessed. Use a longer one, such as four random words.",
    );
}
