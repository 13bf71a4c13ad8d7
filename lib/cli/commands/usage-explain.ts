import type { Command } from "commander";
import { explainChange } from "#lib/usage/explain-change.ts";
import { explainPlatformChange } from "#lib/usage/explain-platform-change.ts";
import type { ExplanationView } from "#lib/usage/explain-read.ts";
import { type Call, display, steps } from "../cli.ts";
import { shownTime } from "../screen.ts";
import { questionOf, type UsageOptions } from "./usage-question.ts";

interface Options extends UsageOptions {
  versus: string;
}

export function addExplainCommand(noun: Command): void {
  noun
    .command("explain")
    .description("what made a range differ from the one before; its parts add up to the change")
    .option("--versus <what>", "previous for the range before, or weekdays for the same weekdays", "previous")
    .action(
      steps<Options>(async (call) => {
        const { tenant, versus } = call.options;
        const question = { ...questionOf(call), compare: versus };
        const view = tenant
          ? await call.run(explainChange, question, await call.tenantId(tenant))
          : await call.run(explainPlatformChange, question);
        display(call, view, showExplanation);
      }),
    );
}

function showExplanation(view: ExplanationView, { screen }: Call<unknown>): void {
  const { before, after } = view;
  screen.note(
    `${shownTime(after.from)} to ${shownTime(after.to)}, against ${shownTime(before.from)} to ${shownTime(before.to)}`,
  );
  screen.line(view.sentence);
  for (const { by, parts } of view.dimensions)
    screen.table(
      [by.toUpperCase(), "BEFORE", "AFTER", "CHANGE", ""],
      parts.map((part) => [part.label, part.before, part.after, part.change, part.mark ?? " "]),
    );
}
