import type { Command } from "commander";
import type { Page } from "#lib/core/page.ts";
import { REFUSAL_LABELS } from "#lib/shared/refusals.ts";
import { listAllUnknownKeys } from "#lib/unknown-keys/list-all-unknown-keys.ts";
import type { UnknownKeyView } from "#lib/unknown-keys/view.ts";
import { type Call, cli } from "../cli.ts";
import { shownTime } from "../screen.ts";

export function addUnknownCommand(noun: Command): void {
  noun
    .command("unknown")
    .description("secrets that were refused, and from where; the latest first")
    .option("--class <classes>", "typo, foreign, revoked or purged; several with commas")
    .option("--search <text>", "in fingerprint, address, form, agent or the key's name")
    .option("--key <key>", "only secrets of this key, by its id")
    .option("--limit <number>", "at most 200", "50")
    .option("--cursor <cursor>", "the next page after one")
    .action(
      cli(listAllUnknownKeys, {
        input: ({ options }: Call<Record<string, string>>) => ({
          class: options.class,
          q: options.search,
          keyId: options.key,
          limit: options.limit,
          cursor: options.cursor,
        }),
        show: showUnknownKeys,
      }),
    );
}

function showUnknownKeys({ items, nextCursor }: Page<UnknownKeyView>, { screen }: Call<unknown>): void {
  screen.table(
    [
      "CLASS",
      "FINGERPRINT",
      "LOOKS LIKE",
      "KEY",
      "REFUSALS",
      "ADDRESSES",
      "LATEST FROM",
      "AGENT",
      "FIRST",
      "LAST",
    ],
    items.map((view) => [
      REFUSAL_LABELS[view.class],
      view.fingerprint ?? `many, ${view.network}`,
      view.form,
      view.key?.name,
      view.refusals,
      view.addresses,
      view.sources[0]?.address,
      view.sources[0]?.userAgent?.slice(0, 40),
      shownTime(view.firstAt),
      shownTime(view.lastAt),
    ]),
  );
  if (nextCursor) screen.note(`There are more: --cursor ${nextCursor}`);
}
