// Who bills, and who is billed: shown, and changed where an option says so.
import type { Command } from "commander";
import { getBillingDetails } from "#lib/billing/get-billing-details.ts";
import { getBillingSettings } from "#lib/billing/get-billing-settings.ts";
import { updateBillingDetails } from "#lib/billing/update-billing-details.ts";
import { updateBillingSettings } from "#lib/billing/update-billing-settings.ts";
import type { BillingDetailsView, BillingSettingsView } from "#lib/billing/view.ts";
import { type Call, display, steps } from "../cli.ts";
import { readCount, readPercent } from "../words.ts";

interface DetailsOptions {
  tenant: string;
  legalName?: string;
  address?: string;
  taxId?: string;
  email?: string;
  tax?: string;
}

interface SettingsOptions {
  sellerName?: string;
  sellerAddress?: string;
  sellerTaxId?: string;
  numberPrefix?: string;
  taxName?: string;
  tax?: string;
  dueDays?: string;
  graceDays?: string;
  footer?: string;
}

export function billing(noun: Command): void {
  noun
    .command("details")
    .description("show or change who is billed for a tenant")
    .requiredOption("--tenant <tenant>", "by id or client id")
    .option("--legal-name <name>", "as invoices say it")
    .option("--address <address>", "with \\n for a new line")
    .option("--tax-id <id>", "such as a VAT number")
    .option("--email <address>", "where invoices go; to the owners when empty")
    .option("--tax <percent>", "instead of what all others pay, such as 0; none takes it away")
    .action(steps<DetailsOptions>(details));

  noun
    .command("settings")
    .description("show or change how the platform bills")
    .option("--seller-name <name>", "who bills")
    .option("--seller-address <address>", "with \\n for a new line")
    .option("--seller-tax-id <id>", "such as a VAT number")
    .option("--number-prefix <prefix>", "what numbers begin with")
    .option("--tax-name <name>", "what the tax is called")
    .option("--tax <percent>", "such as 19")
    .option("--due-days <days>", "from when an invoice is issued")
    .option("--grace-days <days>", "from the end of a month until its invoices are issued")
    .option("--footer <text>", "what stands below, with \\n for a new line")
    .action(steps<SettingsOptions>(settings));
}

async function details(call: Call<DetailsOptions>): Promise<void> {
  const { tenant, address, tax, ...plain } = call.options;
  const rate = tax === "none" ? null : percent(tax);
  const change = given({ ...plain, address: lines(address), taxBasisPoints: rate });
  const name = await call.tenantId(tenant);
  const view = isEmpty(change)
    ? await call.run(getBillingDetails, {}, name)
    : await call.run(updateBillingDetails, change, name);
  display(call, view, showDetails);
}

async function settings(call: Call<SettingsOptions>): Promise<void> {
  const { sellerAddress, footer, tax, dueDays, graceDays, ...plain } = call.options;
  const change = given({
    ...plain,
    sellerAddress: lines(sellerAddress),
    footer: lines(footer),
    taxBasisPoints: percent(tax),
    dueDays: dueDays === undefined ? undefined : readCount(dueDays, "due-days"),
    graceDays: graceDays === undefined ? undefined : readCount(graceDays, "grace-days"),
  });
  const view = isEmpty(change)
    ? await call.run(getBillingSettings, {})
    : await call.run(updateBillingSettings, change);
  display(call, view, showSettings);
}

const percent = (text: string | undefined) => (text === undefined ? undefined : readPercent(text, "tax"));
const lines = (text: string | undefined) => text?.replaceAll("\\n", "\n");
const isEmpty = (change: object) => Object.keys(change).length === 0;

/** `--json` and its like are nobody's details. */
function given({ json: _json, profile: _profile, ...fields }: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

const shownRate = (basisPoints: number) => `${basisPoints / 100}%`;

function showDetails(view: BillingDetailsView, { screen }: Call<unknown>): void {
  const { legalName, address, taxId, email, taxBasisPoints } = view;
  screen.card([
    ["name", legalName],
    ["address", address.replaceAll("\n", ", ")],
    ["tax id", taxId],
    ["e-mail", email || "the owners"],
    ["tax", taxBasisPoints === null ? "as all pay" : shownRate(taxBasisPoints)],
  ]);
}

function showSettings(view: BillingSettingsView, { screen }: Call<unknown>): void {
  screen.card([
    ["seller", view.sellerName],
    ["address", view.sellerAddress.replaceAll("\n", ", ")],
    ["tax id", view.sellerTaxId],
    ["numbers begin with", view.numberPrefix],
    ["tax", `${view.taxName}, ${shownRate(view.taxBasisPoints)}`],
    ["due after", `${view.dueDays} days`],
    ["issued after", `${view.graceDays} days`],
    ["footer", view.footer.replaceAll("\n", ", ")],
  ]);
}
