// What models cost: looked up, changed one by one, or taken over from a file.
import type { Command } from "commander";
import { DomainError, invalidField } from "#lib/core/errors.ts";
import { listPrices } from "#lib/prices/list-prices.ts";
import type { ListPricesInput, PriceChange, PriceView, SetPricesInput } from "#lib/prices/schemas.ts";
import { setPrices } from "#lib/prices/set-prices.ts";
import { figureChanges, PRICE_FIGURES, type PriceFigure } from "#lib/shared/price-changes.ts";
import { PriceFileError, readPriceFile } from "#lib/shared/price-file.ts";
import { type Call, cli, display, steps } from "../cli.ts";
import { textOf } from "../file-text.ts";
import { readList } from "../words.ts";

interface Changing {
  from?: string;
  dryRun?: boolean;
}

interface Changed {
  dryRun: boolean;
  changes: PriceChange[];
}

type Lines = SetPricesInput["prices"];

type Given = Partial<Record<PriceFigure, string>>;
type Setting = Changing & Given & { source: string; asOf?: string };

export function prices(noun: Command): void {
  noun
    .command("list")
    .description("what models cost now, in dollars for a million tokens")
    .option("--search <text>", "in provider/model")
    .option("--provider <providers>", "only these providers, with commas")
    .option("--sort <how>", "such as output.desc; by provider and model when left out")
    .action(
      cli(listPrices, {
        input: ({ options }: Call<{ search?: string; provider?: string; sort?: string }>) => ({
          q: options.search,
          provider: options.provider ? readList(options.provider) : undefined,
          sort: options.sort as ListPricesInput["sort"],
        }),
        show: showPrices,
      }),
    );

  changing(
    noun
      .command("set <model>")
      .description("change what one model costs, named as provider/model; what is not given stays as it is")
      .option("--input <dollars>", "of the prompt, for a million tokens")
      .option("--output <dollars>", "of the answer")
      .option("--cache-read <dollars>", "of the prompt, where a cache has it; none: as input")
      .option("--cache-write <dollars>", "of the prompt, where it goes into a cache; none: as input")
      .option("--reasoning <dollars>", "of the answer, where it is thinking; none: as output")
      .option("--audio-input <dollars>", "of the prompt, where it is sound; none: as input")
      .option("--audio-output <dollars>", "of the answer, where it is sound; none: as output")
      .option("--most-output <tokens>", "the most tokens of one answer, or none")
      .requiredOption("--source <text>", "where it was read, such as an address")
      .option("--as-of <day>", "the day on which it was read; today when left out"),
  ).action(steps<Setting>(setPrice));

  changing(
    noun
      .command("import <file>")
      .description("change what models cost by a CSV or JSON file, or - for stdin, all of it or nothing")
      .option("--format <format>", "csv or json; left out: told by the file"),
  )
    .addHelpText(
      "after",
      "\nColumns: provider, model, input, output, cacheRead, cacheWrite, reasoning, audioInput, audioOutput, mostOutput, source, asOf.\nModels that the file leaves out stay as they are. `keyhold prices list --json` and the page of prices make such files.",
    )
    .action(steps<Changing & { format?: string }>(importPrices));
}

function changing(command: Command): Command {
  return command
    .option("--from <time>", "from when on, in RFC 3339; from now on when left out")
    .option("--dry-run", "show what would change and change nothing");
}

async function setPrice(call: Call<Setting>): Promise<void> {
  const { args, options } = call;
  const [, provider, model] = /^([^/]+)\/(.+)$/.exec(args[0]!) ?? [];
  if (!provider || !model)
    throw invalidField("model", "Name it as provider/model, such as openai/gpt-5-mini.");
  const given = givenFigures(options);
  if (Object.keys(given).length === 0) throw invalidField("input", "Say what changes, such as --input 1.25.");
  const { items } = await call.run(listPrices, { q: `${provider}/${model}` });
  const held = items.find((one) => one.provider === provider && one.model === model);
  const known = held && Object.fromEntries(PRICE_FIGURES.map((figure) => [figure, held[figure]]));
  const asOf = options.asOf ?? call.now().toISOString().slice(0, "yyyy-mm-dd".length);
  const line = { provider, model, ...known, ...given, source: options.source, asOf };
  if (!held && !(given.input && given.output))
    throw invalidField(
      given.input ? "output" : "input",
      "A model without a price needs --input and --output.",
    );
  await change(call, [line] as Lines);
}

/** "none" takes a figure away. */
function givenFigures(options: Given): Partial<Record<PriceFigure, string | null>> {
  const given = PRICE_FIGURES.filter((figure) => options[figure] !== undefined);
  return Object.fromEntries(
    given.map((figure) => [figure, options[figure] === "none" ? null : options[figure]]),
  );
}

async function importPrices(call: Call<Changing & { format?: string }>): Promise<void> {
  const file = call.args[0]!;
  const { prices: lines, ignored } = read(await textOf(file), call.options.format);
  if (lines.length === 0) throw invalidField("file", "There is no price in it.");
  if (ignored.length > 0) call.screen.note(`Columns that are not used: ${ignored.join(", ")}`);
  await change(call, lines as Lines);
}

function read(content: string, format: string | undefined) {
  try {
    return readPriceFile(content, format);
  } catch (error) {
    if (error instanceof PriceFileError) throw invalidField("file", error.message);
    throw error;
  }
}

async function change(call: Call<Changing>, lines: Lines): Promise<void> {
  const { from: effectiveFrom, dryRun } = call.options;
  const changed = await call
    .run(setPrices, { prices: lines, effectiveFrom, dryRun: dryRun === true })
    .catch((error) => {
      throw named(error, lines);
    });
  display(call, changed, showChanges);
}

/** `prices.3.input` is said of the model that it is about. */
function named(error: unknown, lines: Lines): unknown {
  if (!(error instanceof DomainError) || !error.fields) return error;
  const fields = Object.entries(error.fields).map(([path, message]) => {
    const [, index, field] = /^prices\.(\d+)\.(.+)$/.exec(path) ?? [];
    const line = lines[Number(index)];
    if (!line || !field) return [path, message];
    return [`${line.provider ?? ""}/${line.model ?? ""} (line ${Number(index) + 1}), ${field}`, message];
  });
  const [[first, message] = ["prices", error.message]] = fields;
  return new DomainError(error.code, `${first}: ${message}`, { fields: Object.fromEntries(fields) });
}

function showPrices({ items }: { items: PriceView[] }, { screen }: Call<unknown>): void {
  screen.table(
    ["MODEL", "INPUT", "OUTPUT", "CACHE READ", "CACHE WRITE", "THINKING", "AUDIO IN", "AUDIO OUT", "READ ON"],
    items.map((price) => [
      `${price.provider}/${price.model}`,
      ...[price.input, price.output, price.cacheRead, price.cacheWrite, price.reasoning],
      ...[price.audioInput, price.audioOutput, price.asOf],
    ]),
  );
}

function showChanges({ dryRun, changes }: Changed, { screen }: Call<unknown>): void {
  const news = changes.filter(({ change }) => change !== "same");
  const would = dryRun ? "would be " : "";
  screen.table(
    ["MODEL", "RESULT", "WHAT"],
    news.map(({ provider, model, change, before, after }) => [
      `${provider}/${model}`,
      `${would}${change === "new" ? "added" : "changed"}`,
      figureChanges(before, after)
        .map((one) => `${one.figure} ${before ? `${one.before ?? "–"} → ` : ""}${one.after ?? "–"}`)
        .join(", "),
    ]),
  );
  const added = changes.filter(({ change }) => change === "new").length;
  screen.note(
    `${added} ${would}added, ${news.length - added} ${would}changed, ${changes.length - news.length} as they were.`,
  );
}
