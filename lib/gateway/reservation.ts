// What is set aside for a call before it is made: the worst that it can use, or, when the caller names no limit of its
// own, what this key and model usually use. A budget can be overspent by no more than what calls under way use beyond that.
import { LRUCache } from "lru-cache";
import type { Form, Sound } from "./forms/form.ts";
import { type ModelRef, nameOf } from "./models.ts";
import { guessTokens, type Tally } from "./tally.ts";

/** Of a picture, at any of the providers. */
const IMAGE_TOKENS = 1_600;
/**
 * Of coded sound there is a token to so many characters at most: providers count 10 to 32 tokens a second, and the lowest
 * rate that anybody codes speech at is 8 kbit/s.
 */
const SOUND_CHARACTERS = 41;
/** A guess is held to be so much too low at most. */
const CAUTION = 1.25;
const UNKNOWN_OUTPUT = 4_096;
const LEAST_OUTPUT = 256;
/** So many answers tell what is usual. */
const ENOUGH = 5;
const FADES = 0.97;
const KEYS_AT_MOST = 50_000;

/** What answers of a key and model used lately. */
export interface Habits {
  /** The most that is to be expected; null before there were enough. */
  usual(keyId: string, ref: ModelRef): number | null;
  note(keyId: string, ref: ModelRef, output: number): void;
}

export function createHabits(): Habits {
  const known = new LRUCache<string, { answers: number; most: number }>({ max: KEYS_AT_MOST });
  return {
    usual(keyId, ref) {
      const habit = known.get(`${keyId} ${nameOf(ref)}`);
      return habit && habit.answers >= ENOUGH ? Math.ceil(habit.most * CAUTION) : null;
    },
    note(keyId, ref, output) {
      const id = `${keyId} ${nameOf(ref)}`;
      const habit = known.get(id);
      if (!habit) {
        known.set(id, { answers: 1, most: output });
        return;
      }
      habit.answers += 1;
      habit.most = Math.max(output, habit.most * FADES);
    },
  };
}

/** A guess at the prompt, as the provider will count it. */
export function promptGuess({ promptCharacters, images, sound }: Form): number {
  return Math.ceil(guessTokens(promptCharacters) * CAUTION) + images * IMAGE_TOKENS + heardIn(sound) + 16;
}

const heardIn = ({ promptCharacters }: Sound) => Math.ceil(promptCharacters / SOUND_CHARACTERS);

export function reserve(form: Form, mostOutput: number | null, usual: number | null): Tally {
  const worst = form.mostOutput ?? mostOutput ?? UNKNOWN_OUTPUT;
  const output = form.mostOutput ?? Math.min(worst, Math.max(LEAST_OUTPUT, usual ?? UNKNOWN_OUTPUT));
  const tally: Tally = { input: promptGuess(form), cacheRead: 0, cacheWrite: 0, output, reasoning: 0 };
  const audio = { input: heardIn(form.sound), output: form.sound.spoken ? output : 0 };
  if (audio.input + audio.output > 0) tally.audio = audio;
  return tally;
}
