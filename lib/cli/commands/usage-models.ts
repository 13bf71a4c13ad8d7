import type { Command } from "commander";
import { hasSound } from "#lib/shared/gateway.ts";
import { modelUsage } from "#lib/usage/model-usage.ts";
import type { ModelUsage } from "#lib/usage/models.ts";
import { platformModelUsage } from "#lib/usage/platform-model-usage.ts";
import { type Call, display, steps } from "../cli.ts";
import { shownTime } from "../screen.ts";
import { givenOf, questionOf, type UsageOptions } from "./usage-question.ts";

export function addModelsCommand(noun: Command): void {
  noun
    .command("models")
    .description(
      "what language models were used for: tokens and dollars by model and payer, the dearest first",
    )
    .action(
      steps<UsageOptions>(async (call) => {
        const { metric: _, ...question } = questionOf(call);
        const asked = givenOf(question);
        const { tenant } = call.options;
        const models = tenant
          ? await call.run(modelUsage, asked, await call.tenantId(tenant))
          : await call.run(platformModelUsage, asked);
        display(call, models, showModels);
      }),
    );
}

function showModels({ range, items }: ModelUsage, { screen }: Call<unknown>): void {
  screen.note(`${shownTime(range.from)} to ${shownTime(range.to)}`);
  const heard = items.some(hasSound);
  screen.table(
    [
      ...["MODEL", "PAID BY", "CALLS", "TOKENS IN", ...(heard ? ["AUDIO IN"] : [])],
      ...["TOKENS OUT", ...(heard ? ["AUDIO OUT"] : []), "DOLLARS", "WITHOUT PRICE"],
    ],
    items.map((item) => [
      `${item.provider}/${item.model}`,
      item.payer,
      item.calls,
      item.inputTokens + item.cacheReadTokens + item.cacheWriteTokens,
      ...(heard ? [item.audioInputTokens] : []),
      item.outputTokens,
      ...(heard ? [item.audioOutputTokens] : []),
      item.cost,
      item.unpriced,
    ]),
  );
}
