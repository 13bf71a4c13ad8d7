import type { Command } from "commander";
import { createTenant } from "#lib/tenants/create-tenant.ts";
import { getOwnTenant } from "#lib/tenants/get-own-tenant.ts";
import { listTenants } from "#lib/tenants/list-tenants.ts";
import { resumeTenant } from "#lib/tenants/resume-tenant.ts";
import { suspendTenant } from "#lib/tenants/suspend-tenant.ts";
import { updateTenant } from "#lib/tenants/update-tenant.ts";
import type { TenantView } from "#lib/tenants/view.ts";
import { confirmed } from "../ask.ts";
import { type Call, cli } from "../cli.ts";
import { shownTime } from "../screen.ts";

const named = ({ args, tenantId }: Call<unknown>) => tenantId(args[0] ?? "");

export function tenants(noun: Command): void {
  noun
    .command("create")
    .description("make a tenant")
    .requiredOption("--name <name>", "what people call it")
    .option("--client-id <slug>", "what services receive; made from the name when left out")
    .option("--plan <plan>", "id or slug of its plan")
    .option("--time-zone <zone>", "such as Europe/Berlin")
    .action(
      cli(createTenant, {
        input: ({ options }: Call<Record<string, string>>) => ({
          name: options.name,
          clientId: options.clientId,
          plan: options.plan,
          timeZone: options.timeZone,
        }),
        show: showTenant,
      }),
    );

  noun
    .command("list")
    .description("newest first")
    .option("--search <text>", "part of the name or client id")
    .option("--status <status>", "active or suspended")
    .option("--plan <plan>", "that have this plan, by its id or slug")
    .option("--limit <number>", "at most 200", "200")
    .option("--cursor <cursor>", "the next page after one")
    .action(
      cli(listTenants, {
        input: ({ options: { search: q, status, plan, limit, cursor } }: Call<Record<string, string>>) => ({
          ...{ q, status, plan, limit, cursor },
        }),
        show({ items, nextCursor }, { screen }) {
          screen.table(
            ["CLIENT ID", "NAME", "PLAN", "STATUS", "KEYS", "MEMBERS", "SINCE"],
            items.map((tenant) => [
              tenant.clientId,
              tenant.name,
              tenant.plan.slug,
              tenant.status,
              tenant.keyCount,
              tenant.memberCount,
              shownTime(tenant.createdAt),
            ]),
          );
          if (nextCursor) screen.note(`There are more: --cursor ${nextCursor}`);
        },
      }),
    );

  noun
    .command("show <tenant>")
    .description("one tenant, by id or client id")
    .action(cli(getOwnTenant, { tenant: named, input: () => ({}), show: showTenant }));

  noun
    .command("update <tenant>")
    .description("change what is given, leave the rest; with another plan its keys follow at once")
    .option("--name <name>", "what people call it")
    .option("--plan <plan>", "id or slug of its plan; for the platform's staff and tokens")
    .option("--time-zone <zone>", "such as Europe/Berlin")
    .action(
      cli(updateTenant, {
        tenant: named,
        input: ({ options: { name, plan, timeZone } }: Call<Record<string, string>>) => ({
          ...{ name, plan, timeZone },
        }),
        show: showTenant,
      }),
    );

  noun
    .command("suspend <tenant>")
    .description("make every key and token of a tenant refuse")
    .requiredOption("--reason <text>", "why; it stands in the audit trail")
    .option("-y, --yes", "do not ask")
    .action(
      cli(suspendTenant, {
        tenant: named,
        async input({ args, options }: Call<{ reason: string; yes?: boolean }>) {
          await confirmed(`All keys of ${args[0]} will refuse. Suspend it?`, options.yes);
          return { reason: options.reason };
        },
        show: showTenant,
      }),
    );

  noun
    .command("resume <tenant>")
    .description("lift a suspension")
    .action(cli(resumeTenant, { tenant: named, input: () => ({}), show: showTenant }));
}

function showTenant(tenant: TenantView, { screen }: Call<unknown>): void {
  screen.card([
    ["id", tenant.id],
    ["client id", tenant.clientId],
    ["name", tenant.name],
    ["plan", tenant.plan.slug],
    ["status", tenant.status],
    ["reason", tenant.suspendedReason],
    ["keys", tenant.keyCount],
    ["members", tenant.memberCount],
    ["time zone", tenant.timeZone],
    ["since", shownTime(tenant.createdAt)],
  ]);
}
