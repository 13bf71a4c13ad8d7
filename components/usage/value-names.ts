// What the values of filters are called.
import { PAYER_NAMES } from "#components/gateway/gateway-words.ts";
import type { DimensionName } from "#components/usage/dimensions.ts";
import type { UsageReads } from "#components/usage/usage-reads.ts";
import { OUTCOME_LABELS } from "#lib/shared/outcome-labels.ts";
import { NO_LABEL, OTHER_LABELS } from "#lib/shared/usage-grain.ts";
import type { UsageQuestionInput } from "#lib/usage/schemas.ts";

/** Names of values by dimension: what a key or tenant is called. What has none is called by its value. */
export type ValueNames = Partial<Record<DimensionName, Record<string, string>>>;

const FIXED: ValueNames = {
  outcome: OUTCOME_LABELS,
  payer: PAYER_NAMES,
  environment: { live: "Live", test: "Test" },
  legacy: { legacy: "Legacy keys", current: "Other keys" },
  resource: { [NO_LABEL]: "No resource", [OTHER_LABELS]: "Further resources" },
  scope: { [NO_LABEL]: "No scope", [OTHER_LABELS]: "Further scopes" },
};

/** Asks for the names of the keys and tenants that a question is narrowed to. */
export async function valueNames(
  reads: Pick<UsageReads, "top">,
  { key, tenant }: Pick<UsageQuestionInput, "key" | "tenant">,
): Promise<ValueNames> {
  const namesOf = async (by: "key" | "tenant", filter: Pick<UsageQuestionInput, "key" | "tenant">) => {
    const { items } = await reads.top({ range: "90d", by, most: 20, ...filter });
    return Object.fromEntries(items.map((item) => [item.key, item.label]));
  };
  return {
    ...FIXED,
    key: key ? await namesOf("key", { key }) : {},
    tenant: tenant ? await namesOf("tenant", { tenant }) : {},
  };
}
