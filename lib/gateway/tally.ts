// What a call used, in parts that do not overlap. Providers count differently: OpenAI's totals contain what was cached
// and thought, Anthropic's parts are disjoint, and Gemini leaves thinking out of its completion tokens.

export interface Tally {
  /** Neither read from a cache nor written to it. */
  input: number;
  cacheRead: number;
  cacheWrite: number;
  /** With what was spent on thinking. */
  output: number;
  reasoning: number;
  /** What is sound of the input, and of the output; absent where nothing is. */
  audio?: { input: number; output: number };
}

export const NOTHING: Tally = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 };

/** All tokens of a call. */
export function tokensOf({ input, cacheRead, cacheWrite, output }: Tally): number {
  return input + cacheRead + cacheWrite + output;
}

/** From a `usage` of OpenAI's form; null when it is none. */
export function openAiTally(usage: unknown): Tally | null {
  if (!isObject(usage) || !isCount(usage.prompt_tokens)) return null;
  const prompt = usage.prompt_tokens;
  const completion = count(usage.completion_tokens);
  const details = isObject(usage.prompt_tokens_details) ? usage.prompt_tokens_details : {};
  // DeepSeek has a field of its own.
  const cacheRead = Math.min(prompt, count(details.cached_tokens) || count(usage.prompt_cache_hit_tokens));
  const completed = isObject(usage.completion_tokens_details) ? usage.completion_tokens_details : {};
  const thought = count(completed.reasoning_tokens);
  // What the total has beyond both is thinking that was left out of the completion.
  const beyond = Math.max(0, count(usage.total_tokens) - prompt - completion);
  const input = prompt - cacheRead;
  const output = completion + beyond;
  const reasoning = Math.max(thought, beyond);
  // Where the cache had sound too, providers do not say how much of it.
  const heard = Math.min(input, count(details.audio_tokens));
  const spoken = Math.min(Math.max(0, output - reasoning), count(completed.audio_tokens));
  const tally: Tally = { input, cacheRead, cacheWrite: 0, output, reasoning };
  if (heard + spoken > 0) tally.audio = { input: heard, output: spoken };
  return tally;
}

/** From a `usage` of Anthropic's; what it leaves out is as it was in `before`. Figures of a stream are cumulative. */
export function anthropicTally(usage: unknown, before: Tally = NOTHING): Tally {
  if (!isObject(usage)) return before;
  const part = (value: unknown, known: number) => (isCount(value) ? value : known);
  return {
    input: part(usage.input_tokens, before.input),
    cacheRead: part(usage.cache_read_input_tokens, before.cacheRead),
    cacheWrite: part(usage.cache_creation_input_tokens, before.cacheWrite),
    output: part(usage.output_tokens, before.output),
    reasoning: before.reasoning,
  };
}

/** The same in OpenAI's form. */
export function openAiUsageOf(tally: Tally) {
  const prompt = tally.input + tally.cacheRead + tally.cacheWrite;
  return {
    prompt_tokens: prompt,
    completion_tokens: tally.output,
    total_tokens: prompt + tally.output,
    prompt_tokens_details: { cached_tokens: tally.cacheRead },
    completion_tokens_details: { reasoning_tokens: tally.reasoning },
  };
}

/** A guess from the length of text: four characters a token, and one more for whatever is there at all. */
export function guessTokens(characters: number): number {
  return Math.ceil(characters / 4);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function count(value: unknown): number {
  return isCount(value) ? value : 0;
}
