// How hard a chosen secret is to guess, estimated by zxcvbn over words, names, dates, keyboard walks and repeats.
// Only its beginning is judged: what follows can only make it harder, and the estimate must stay a matter of milliseconds.
import type { ZxcvbnFactory } from "@zxcvbn-ts/core";

const JUDGED_CHARACTERS = 40;
const MOST_JUDGED = 80;
const MOST_SUBSTITUTIONS = 10;

/** The binary logarithm of the guesses that an attacker needs, at most about 3.3 for each judged character. */
export async function estimateBits(secret: string, judged = JUDGED_CHARACTERS): Promise<number> {
  const estimator = await loadEstimator();
  return estimator.check(secret.slice(0, Math.min(judged, MOST_JUDGED))).guessesLog10 * Math.log2(10);
}

let loaded: Promise<ZxcvbnFactory> | undefined;

/** Loaded on first use: the dictionaries take 30 MB and a quarter of a second. */
function loadEstimator(): Promise<ZxcvbnFactory> {
  loaded ??= makeEstimator();
  return loaded;
}

async function makeEstimator(): Promise<ZxcvbnFactory> {
  const [core, common, english] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-en"),
  ]);
  return new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    maxLength: MOST_JUDGED,
    l33tMaxSubstitutions: MOST_SUBSTITUTIONS,
  });
}
