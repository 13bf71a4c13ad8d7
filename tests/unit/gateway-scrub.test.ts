// A provider's key that comes back in an answer: of no part of it do more than eight characters in a row get through.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anthropicMessages } from "#lib/gateway/forms/anthropic-messages.ts";
import { openAiChat } from "#lib/gateway/forms/openai-chat.ts";
import { translatedChat } from "#lib/gateway/forms/translated-chat.ts";
import { HARMLESS, keyText, standsIn } from "#lib/gateway/key-text.ts";
import { cleaner, scrub } from "#lib/gateway/scrub.ts";

const KEY = "sk-proj-abcabcabd0123456789_XyZ";
const known = keyText(KEY);

/** The longest part of `key` that stands in `text`, worked out the slow way. */
function longestPart(text: string, key = KEY): number {
  let longest = 0;
  for (let from = 0; from < text.length; from += 1)
    while (key.includes(text.slice(from, from + longest + 1)) && from + longest < text.length) longest += 1;
  return longest;
}

function cutAt(text: string, cuts: readonly number[]): string[] {
  const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
  return at.slice(1).map((end, index) => text.slice(at[index], end));
}

/** Text in which parts of a key are likely. */
const near = (key: string) =>
  fc
    .array(
      fc.oneof(
        fc
          .tuple(fc.nat(key.length), fc.nat(key.length))
          .map(([a, b]) => key.slice(Math.min(a, b), Math.max(a, b))),
        fc.string({ maxLength: 6 }),
        fc.constantFrom(key, "[redacted]", "é", "word "),
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join(""));

describe("a key in one text", () => {
  it("is found by its parts, whatever the key and the text", () => {
    const keys = fc.string({ minLength: HARMLESS + 1, maxLength: 60, unit: fc.constantFrom(..."ab-_09Z") });
    fc.assert(
      fc.property(
        keys.chain((key) => fc.tuple(fc.constant(key), near(key))),
        ([key, text]) => {
          expect(standsIn(keyText(key), text)).toBe(longestPart(text, key) > HARMLESS);
        },
      ),
    );
  });

  it("goes with all its parts, wherever they are cut off, and nothing else does", () => {
    for (let from = 0; from < KEY.length; from += 1)
      for (let to = from + 1; to <= KEY.length; to += 1) {
        const part = KEY.slice(from, to);
        const shown = to - from > HARMLESS ? "[redacted]" : part;
        expect(scrub(`it is <${part}>`, known)).toBe(`it is <${shown}>`);
      }
  });
});

describe("a key in pieces", () => {
  it("is never put together again, wherever it is cut, and other text stays as it was", () => {
    fc.assert(
      fc.property(near(KEY), fc.array(fc.nat(200), { maxLength: 40 }), (text, cuts) => {
        const clean = cleaner(known);
        const said = cutAt(text, cuts)
          .map((piece) => clean(piece, "content"))
          .join("");
        expect(longestPart(said)).toBeLessThanOrEqual(HARMLESS);
        if (longestPart(text) <= HARMLESS) expect(said).toBe(text);
      }),
    );
  });

  it("gives away eight characters at most, at each pair of places where it can be cut", () => {
    for (let first = 0; first <= KEY.length; first += 1)
      for (let second = first; second <= KEY.length; second += 1) {
        const clean = cleaner(known);
        const pieces = [
          `It is ${KEY.slice(0, first)}`,
          KEY.slice(first, second),
          `${KEY.slice(second)} then`,
        ];
        const said = pieces.map((piece) => clean(piece, "content")).join("");
        expect(said).toMatch(/^It is .{0,8}\[redacted\].{0,8} then$/);
        expect(longestPart(said)).toBeLessThanOrEqual(HARMLESS);
      }
  });
});

type Body = Record<string, unknown>;
const chunk = (delta: Body, index = 0) => ({
  data: JSON.stringify({
    id: "c",
    object: "chat.completion.chunk",
    choices: [{ index, delta, finish_reason: null }],
  }),
});
const block = (delta: Body, index: number) => ({
  event: "content_block_delta",
  data: JSON.stringify({ type: "content_block_delta", index, delta }),
});

describe("a key over several fields", () => {
  /** How each form says a piece of text, in one field or in another. */
  const ways = [
    {
      form: openAiChat({ stream: true }),
      say: [
        (content: string) => chunk({ content }),
        (text: string) => chunk({ reasoning_content: text }),
        (text: string) => chunk({ tool_calls: [{ index: 0, function: { arguments: text } }] }),
      ],
    },
    ...[anthropicMessages({ stream: true }), translatedChat({ stream: true }, 0)].map((form) => ({
      form,
      say: [
        (text: string) => block({ type: "text_delta", text }, 0),
        (thinking: string) => block({ type: "thinking_delta", thinking }, 1),
        (json: string) => block({ type: "input_json_delta", partial_json: json }, 2),
      ],
    })),
  ];
  const WORDS = /"(?:content|reasoning_content|arguments|text|thinking|partial_json)":"([^"]*)"/g;
  const saidIn = (wire: string) => [...wire.matchAll(WORDS)].map(([, text]) => text).join("");

  it.each(ways)(
    "is never put together again, in pieces of any length, $form.dialect $form.path",
    ({ form, say }) => {
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(2)), {
            minLength: KEY.length,
            maxLength: KEY.length,
          }),
          (steps) => {
            const reader = form.reader(cleaner(known));
            let wire = reader.event(say[0]!("It is "));
            let from = 0;
            for (const [length, field] of steps) {
              if (from >= KEY.length) break;
              wire += reader.event(say[field]!(KEY.slice(from, from + length)));
              from += length;
            }
            expect(longestPart(saidIn(wire))).toBeLessThanOrEqual(HARMLESS);
            expect(wire).toContain("[redacted]");
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it.each([
    ["two texts", { choices: [{ message: { content: KEY.slice(0, 15), reasoning: KEY.slice(15) } }] }],
    [
      "pieces of three",
      { choices: [{ message: { content: KEY.match(/.{1,3}/g)!.map((text) => ({ text })) } }] },
    ],
    ["a name", { [KEY]: 1 }],
    ["a text of another place", { debug: { headers: [`Bearer ${KEY}`] } }],
  ])("of a whole answer is taken out of %s", (_, body: Body) => {
    const { text } = openAiChat({}).whole(JSON.stringify(body), cleaner(known));
    const strings = [...scrub(text, known).matchAll(/"([^"]*)"/g)].map(([, part]) => part);
    expect(longestPart(strings.filter((part) => part !== "text").join(""))).toBeLessThanOrEqual(HARMLESS);
  });

  it("is looked for in a whole answer as closely as ever, whichever look is taken", () => {
    const piece = fc.constantFrom(KEY.slice(0, 5), KEY.slice(5, 10), KEY.slice(10, 17), "", "word ");
    const message = fc.record({ content: piece, reasoning: piece, refusal: piece, role: piece });
    const id = fc.constantFrom("", '"', KEY.slice(3, 15));
    fc.assert(
      fc.property(fc.array(fc.record({ message, id }), { maxLength: 3 }), (choices) => {
        const json = JSON.stringify({ id: "x", choices });
        const closely = cleaner(known);
        const { text } = openAiChat({}).whole(json, cleaner(known));
        expect(text).toBe(openAiChat({}).whole(json, (part, path) => closely(part, path)).text);
      }),
    );
  });

  it("is found however JSON spells it", () => {
    const spelt = [...KEY]
      .map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join("");
    const { text } = openAiChat({}).whole(`{"error":{"message":"no ${spelt}"}}`, cleaner(known));
    expect(JSON.parse(text)).toEqual({ error: { message: "no [redacted]" } });
    const shown = openAiChat({ stream: true })
      .reader(cleaner(known))
      .event({ data: `{"choices":[{"delta":{"content":"${spelt}"}}]}` });
    expect(shown).toContain('"content":"[redacted]"');
  });
});
