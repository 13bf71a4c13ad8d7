// Streams as the gateway reads them: its shortcuts for the usual event say what the long way says.
import { createParser } from "eventsource-parser";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anthropicMessages } from "#lib/gateway/forms/anthropic-messages.ts";
import type { StreamEvent } from "#lib/gateway/forms/form.ts";
import { openAiChat } from "#lib/gateway/forms/openai-chat.ts";
import { gather } from "#lib/gateway/gather.ts";
import { keyText } from "#lib/gateway/key-text.ts";
import { cleaner } from "#lib/gateway/scrub.ts";
import { eventsOf } from "#lib/gateway/server-events.ts";
import { textDecoder } from "#lib/gateway/text-decoder.ts";

const KEY = "sk-proj-abcabcabd0123456789";

describe("events in pieces", () => {
  it("are those that a parser of the whole format finds, wherever the text is cut", () => {
    const line = fc.constantFrom(
      ...["data: {}\n\n", "data: a b\n\n", "event: x\ndata: 1\n\n", ": ping\n\n", "data:tight\n\n"],
      ...["data: 1\ndata: 2\n\n", "\n", "data: é\r\n\r\n", "data: cut", "id: 7\ndata: z\n\n", "retry: 5\n"],
    );
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat(120)), (lines, cuts) => {
        const text = lines.join("");
        const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
        const pieces = at.slice(1).map((end, index) => text.slice(at[index], end));
        const found: StreamEvent[] = [];
        const events = eventsOf(({ event, data }) => found.push({ event, data }));
        for (const piece of pieces) events.feed(piece);
        const all: StreamEvent[] = [];
        const parser = createParser({ onEvent: ({ event, data }) => all.push({ event, data }) });
        parser.feed(text);
        expect(found).toEqual(all);
      }),
    );
  });
});

describe("text in pieces", () => {
  it("is what its bytes say in UTF-8, wherever they are cut", () => {
    const part = fc.constantFrom("plain", "é", "日本", "🙂", "\n");
    const broken = fc.constantFrom([0xff], [0xe2, 0x82], [0x80]).map((bytes) => Buffer.from(bytes));
    const parts = fc.array(
      fc.oneof(
        part.map((text) => Buffer.from(text)),
        broken,
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom("", "\ufeff"), parts, fc.array(fc.nat(40)), (mark, all, cuts) => {
        const bytes = Buffer.concat([Buffer.from(mark), ...all, Buffer.from(".")]);
        const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
        const textOf = textDecoder();
        const text = at.slice(1).map((end, index) => textOf(bytes.subarray(at[index], end)));
        expect(text.join("")).toBe(new TextDecoder().decode(bytes));
      }),
    );
  });
});

describe("a stream of chunks", () => {
  const chunk = (content: string, more: object = {}) =>
    JSON.stringify({
      ...{ id: "c-1", object: "chat.completion.chunk", model: "m" },
      choices: [{ index: 0, delta: { content, ...more }, finish_reason: null }],
      usage: null,
    });
  const read = (words: readonly string[], showUsage: boolean) => {
    const form = openAiChat({ stream: true, stream_options: { include_usage: showUsage } });
    const reader = form.reader(cleaner(keyText(KEY)));
    const shown = words.map((word) => reader.event({ data: chunk(word) }));
    return { shown: shown.map((text) => JSON.parse(text.slice("data: ".length))), figures: reader.figures() };
  };

  it("says each word as it was said, whether or not it looks like the one before", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.boolean(), (words, showUsage) => {
        const { shown, figures } = read(words, showUsage);
        expect(shown.map(({ choices }) => choices[0].delta.content)).toEqual(words);
        expect(shown.every((event) => "usage" in event === showUsage)).toBe(true);
        expect(figures.characters).toBe(words.join("").length);
      }),
    );
  });

  const ways = [
    {
      name: "OpenAI's chunks",
      say: (word: string, id: string) => `data: ${chunk(word).replace("c-1", id)}\n\n`,
      form: (showUsage: boolean) =>
        openAiChat({ stream: true, stream_options: { include_usage: showUsage } }),
    },
    {
      name: "Anthropic's events",
      say: (text: string, id: string) => {
        const data = { type: "content_block_delta", index: 0, delta: { type: "text_delta", text }, id };
        return `event: content_block_delta\ndata: ${JSON.stringify(data)}\n\n`;
      },
      form: () => anthropicMessages({ stream: true }),
    },
  ];

  it.each(ways)("of $name comes out as it does event by event, wherever it is cut", ({ say, form }) => {
    const word = fc.oneof(
      fc.constantFrom("word ", "", '"', "\\", "\n", "\n\n", '","x":"', KEY.slice(0, 7), KEY.slice(7)),
      fc.string(),
    );
    const event = fc.tuple(word, fc.constantFrom("c-1", "c-1", "c-1", "c-2"));
    const cut = fc.array(fc.nat(2_000));
    fc.assert(
      fc.property(fc.array(event), fc.boolean(), cut, (events, showUsage, cuts) => {
        const text = events.map(([said, id]) => say(said, id)).join("");
        const read = (isShort: boolean) => {
          const reader = form(showUsage).reader(cleaner(keyText(KEY)));
          let out = "";
          const fed = eventsOf(
            (one) => {
              out += reader.event(one);
            },
            (piece, from) => {
              const run = isShort ? reader.run?.(piece, from) : null;
              out += run?.shown ?? "";
              return run?.to ?? from;
            },
          );
          const at = [0, ...cuts.map((one) => Math.min(one, text.length)).sort((a, b) => a - b), text.length];
          for (const [index, end] of at.slice(1).entries()) fed.feed(text.slice(at[index], end));
          return { out, figures: reader.figures() };
        };
        expect(read(true)).toEqual(read(false));
      }),
    );
  });
});

it("what follows closely is sent once, with all that wait, and can be asked for again from there", async () => {
  const sent: string[] = [];
  const one = () => {
    sent.push("one");
    if (sent.length < 4) gather(one);
  };
  const other = () => sent.push("other");
  for (const go of [one, other, one, one]) gather(go);
  expect(sent).toEqual([]);
  await expect.poll(() => sent, { timeout: 10_000 }).toEqual(["one", "other", "one", "one"]);
});
