// Plans, one by one or from a file.
import type { Command } from "commander";
import { invalidField } from "#lib/core/errors.ts";
import { createPlan } from "#lib/plans/create-plan.ts";
import { getOwnPlan } from "#lib/plans/get-own-plan.ts";
import { getPlan } from "#lib/plans/get-plan.ts";
import { listPlans } from "#lib/plans/list-plans.ts";
import { updatePlan } from "#lib/plans/update-plan.ts";
import type { PlanView } from "#lib/plans/view.ts";
import { type Call, cli, display, steps } from "../cli.ts";
import { shownAmounts, shownLimit } from "../key-screen.ts";
import { filedFields, gatewayFields, type PlanOptions, planFields, planOptions } from "../plan-fields.ts";
import { shownTime } from "../screen.ts";

export function plans(noun: Command): void {
  noun
    .command("list")
    .description("in the order in which they were made")
    .action(cli(listPlans, { input: () => ({}), show: showPlans }));

  noun
    .command("show [plan]")
    .description("one plan, by its id or slug, or the one that a tenant has")
    .option("--tenant <tenant>", "whose plan, by id or client id")
    .action(steps<{ tenant?: string }>(showOne));

  planOptions(noun.command("create"))
    .description("make a plan, of options, of a file, or of both")
    .option("--slug <slug>", "what programs call it")
    .option("--name <name>", "what people call it")
    .action(
      cli(createPlan, {
        async input({ options }: Call<PlanOptions & { slug?: string }>) {
          const { slug, file } = options;
          const fields = planFields(options, await filedFields(file));
          return { ...fields, ...(slug && { slug }), ...gatewayOver(options, fields.gateway) };
        },
        show: showPlan,
      }),
    );

  planOptions(noun.command("update <plan>"))
    .description("change what is given, leave the rest; keys that have nothing of their own follow at once")
    .option("--name <name>", "what people call it")
    .action(
      cli(updatePlan, {
        async input(call: Call<PlanOptions>) {
          const { args, options } = call;
          const plan = args[0];
          const fields = planFields(options, await filedFields(options.file, ["slug"]));
          const held =
            gatewayFields(options) && (fields.gateway ?? (await call.run(getPlan, { plan })).gateway);
          return { ...fields, plan, ...gatewayOver(options, held) };
        },
        show: showPlan,
      }),
    );
}

async function showOne(call: Call<{ tenant?: string }>): Promise<void> {
  const [plan] = call.args;
  const { tenant } = call.options;
  if ((plan === undefined) === (tenant === undefined))
    throw invalidField("plan", "Name a plan by its id or slug, or a tenant with --tenant.");
  const view =
    tenant === undefined
      ? await call.run(getPlan, { plan })
      : await call.run(getOwnPlan, {}, await call.tenantId(tenant));
  display(call, view, showPlan);
}

/** The settings of language models are said whole: options change what `held` says. */
function gatewayOver(options: PlanOptions, held: unknown): object {
  const given = gatewayFields(options);
  return given ? { gateway: { ...(held as object | undefined), ...given } } : {};
}

function showPlans({ items }: { items: PlanView[] }, { screen }: Call<unknown>): void {
  screen.table(
    ["ID", "SLUG", "NAME", "DEFAULT", "LIMITS", "SCOPES"],
    items.map((plan) => [
      ...[plan.id, plan.slug, plan.name, plan.isDefault],
      plan.limits.map(shownLimit).join(", "),
      plan.scopes.join(", "),
    ]),
  );
}

function showPlan(plan: PlanView, { screen }: Call<unknown>): void {
  const { payer, models } = plan.gateway;
  screen.card([
    ["id", plan.id],
    ["slug", plan.slug],
    ["name", plan.name],
    ["description", plan.description],
    ["default", plan.isDefault],
    ["scopes", plan.scopes.join(", ")],
    ["limits", plan.limits.map(shownLimit).join(", ")],
    ["per request", shownAmounts(plan.perRequest)],
    ["included", shownAmounts(plan.included)],
    ["longest life", `${plan.maxExpiryDays} days${plan.allowsNeverExpiring ? ", or for good" : ""}`],
    ["while the database is away", `${plan.staleOkSeconds} s`],
    ["payer", payer ?? "byok"],
    ["models", models?.join(", ") ?? "all"],
    ["since", shownTime(plan.createdAt)],
  ]);
}
