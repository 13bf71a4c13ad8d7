// Lines of prices: whatever is handed out is read as it was, and what people write is understood or refused.
import { describe, expect, it } from "vitest";
import { pricesFile } from "#lib/prices/price-download.ts";
import { priceSearch } from "#lib/prices/price-search.ts";
import type { PriceView } from "#lib/prices/schemas.ts";
import { figureChanges } from "#lib/shared/price-changes.ts";
import { PriceFileError, priceLines, readPriceFile } from "#lib/shared/price-file.ts";

const PRICE: PriceView = {
  ...{
    provider: "openai",
    model: "gpt-x",
    input: "1.25",
    output: "10",
    cacheRead: "0.125",
    cacheWrite: null,
  },
  ...{ reasoning: null, audioInput: "32", audioOutput: null, mostOutput: 4_096 },
  ...{ effectiveFrom: "2026-03-10T00:00:00.000Z", source: 'a "list", of theirs', asOf: "2026-03-10" },
};
const CELLS = {
  ...{ provider: "openai", model: "gpt-x", input: "1.25", output: "10", cacheRead: "0.125" },
  ...{ audioInput: "32", mostOutput: "4096", source: 'a "list", of theirs', asOf: "2026-03-10" },
};

describe("a file of prices", () => {
  it("stands in the order that its head names, or in the usual one", () => {
    const older = "provider,model,input,output,source,asOf\nopenai,gpt-x,1,2,a page,2026-03-10";
    expect(readPriceFile(older).prices).toEqual([
      { provider: "openai", model: "gpt-x", input: "1", output: "2", source: "a page", asOf: "2026-03-10" },
    ]);
    expect(readPriceFile("openai,gpt-x,1,2,,,,32,64,4096,a page,2026-03-10").prices).toMatchObject([
      { output: "2", audioInput: "32", audioOutput: "64", mostOutput: "4096", source: "a page" },
    ]);
    const sheet = "Model;Provider;Cache read;Note\ngpt-x;openai;0.1;mine\n\n;;;\n";
    expect(readPriceFile(sheet)).toEqual({
      prices: [{ model: "gpt-x", provider: "openai", cacheRead: "0.1" }],
      ignored: ["Note"],
    });
  });

  it("is read as it was handed out, by the form, as CSV and as JSON", async () => {
    expect(readPriceFile(priceLines([PRICE])).prices).toEqual([CELLS]);
    const csv = readPriceFile(pricesFile([PRICE], "csv").body.join(""));
    expect(csv).toEqual({ prices: [CELLS], ignored: ["effectiveFrom"] });
    const json = readPriceFile(pricesFile([PRICE], "json").body.join(""), "json");
    expect(json).toEqual({ prices: [{ ...CELLS, mostOutput: 4_096 }], ignored: ["effectiveFrom"] });
    expect(readPriceFile(JSON.stringify([CELLS])).prices).toEqual([CELLS]);
  });

  it("is refused for what it is, where it is neither", () => {
    for (const [text, format] of [
      ["{", null],
      ['{"a": 1}', null],
      ["[1]", null],
      ['a,"b\nc', null],
      ["a", "xml"],
    ] as const)
      expect(() => readPriceFile(text, format)).toThrow(PriceFileError);
  });
});

it("a change of prices is told by the figures that differ", () => {
  expect(figureChanges(PRICE, { ...PRICE, output: "9", audioInput: null })).toEqual([
    { figure: "output", before: "10", after: "9" },
    { figure: "audioInput", before: "32", after: null },
  ]);
  expect(figureChanges(null, PRICE).map(({ figure }) => figure)).toEqual([
    ...["input", "output", "cacheRead", "audioInput", "mostOutput"],
  ]);
});

it("the address of the page of prices falls back where it is malformed", () => {
  expect(priceSearch({ q: " gpt ", provider: "openai,nobody", sort: "output.desc" })).toEqual({
    filter: { q: "gpt", provider: ["openai"], sort: "output.desc" },
    filtered: true,
  });
  expect(priceSearch({ provider: "nobody", sort: "source.up" })).toEqual({ filter: {}, filtered: false });
});
