// Scope presets. They are kept as one list: to change one, the others are sent along as they are.
import type { Command } from "commander";
import { invalidField, notFound } from "#lib/core/errors.ts";
import { listAllScopePresets } from "#lib/plans/list-all-scope-presets.ts";
import { updateScopePresets } from "#lib/plans/update-scope-presets.ts";
import type { ScopePresetView } from "#lib/plans/view.ts";
import { confirmed } from "../ask.ts";
import { type Call, cli } from "../cli.ts";
import { objectOf } from "../file-text.ts";
import { readList } from "../words.ts";

interface Fields {
  scopes?: string;
  description?: string;
}

export function presets(noun: Command): void {
  noun
    .command("list")
    .description("in the order in which forms offer them")
    .action(cli(listAllScopePresets, { input: () => ({}), show: showPresets }));

  noun
    .command("set <preset>")
    .description("make one, or change what is given of it; keys that were made with it keep their scopes")
    .option("--scopes <list>", "such as logs:write,logs:read")
    .option("--description <text>", "what it is for")
    .action(
      cli(updateScopePresets, {
        input: async (call: Call<Fields>) => ({ presets: withOne(await held(call), call) }),
        show: showPresets,
      }),
    );

  noun
    .command("remove <preset>")
    .description("offer it no more; keys that were made with it keep their scopes")
    .option("-y, --yes", "do not ask")
    .action(
      cli(updateScopePresets, {
        async input(call: Call<{ yes?: boolean }>) {
          const [name] = call.args;
          const before = await held(call);
          const after = before.filter((preset) => preset.name !== name);
          if (after.length === before.length) throw notFound("preset");
          await confirmed(`${name} will be no name for scopes any more. Remove it?`, call.options.yes);
          return { presets: after };
        },
        show: showPresets,
      }),
    );

  noun
    .command("import <file>")
    .description("replace them all by a file as `presets list --json` writes it, or - for stdin")
    .option("-y, --yes", "do not ask")
    .action(
      cli(updateScopePresets, {
        async input({ args, options }: Call<{ yes?: boolean }>) {
          const { items } = await objectOf(args[0]!);
          if (items === undefined) throw invalidField("file", "It has no items.");
          await confirmed("Presets that the file leaves out end. Replace them?", options.yes);
          return { presets: items };
        },
        show: showPresets,
      }),
    );
}

async function held(call: Call<unknown>): Promise<ScopePresetView[]> {
  return (await call.run(listAllScopePresets, {})).items;
}

function withOne(before: ScopePresetView[], { args, options }: Call<Fields>): object[] {
  const name = args[0]!;
  const { scopes, description } = options;
  const known = before.find((preset) => preset.name === name);
  if (!known && scopes === undefined) throw invalidField("scopes", "A new preset needs --scopes.");
  const one = {
    ...(known ?? { name }),
    ...(scopes !== undefined && { scopes: readList(scopes) }),
    ...(description !== undefined && { description }),
  };
  return known ? before.map((preset) => (preset === known ? one : preset)) : [...before, one];
}

function showPresets({ items }: { items: ScopePresetView[] }, { screen }: Call<unknown>): void {
  screen.table(
    ["NAME", "SCOPES", "DESCRIPTION"],
    items.map(({ name, scopes, description }) => [name, scopes.join(", "), description]),
  );
}
