import { z } from "zod";
import { type QueryContext, query } from "#lib/core/operation.ts";
import { readLimitsLeft } from "#lib/keys/limits-left.ts";
import type { Id } from "#lib/shared/ids.ts";
import { type LimitOutlook, outlooks } from "./forecast-outlook.ts";
import { idOf } from "./id-of.ts";
import { keyNames } from "./queries.ts";

/** For each quota of a key, whether it lasts until it begins again, and else when it ends. */
export const forecastLimits = query({
  name: "usage.forecast_limits",
  on: "tenant",
  can: "usage:read",
  input: z.strictObject({ keyId: idOf("key") }),
  run: (context, { keyId }) => readKeyOutlooks(context, keyId),
});

/** The same within another query. Throws `not_found`. */
export async function readKeyOutlooks(
  context: Pick<QueryContext, "tx" | "now" | "tenantId">,
  keyId: Id<"key">,
): Promise<LimitOutlook[]> {
  const limits = await readLimitsLeft(context, { keyId });
  const [named] = await keyNames(context.tx, [keyId]);
  const key = { id: keyId, name: named?.name ?? keyId };
  return outlooks(
    context,
    limits.flatMap(({ limit, left }) =>
      limit.kind === "quota" ? [{ limit, left, key: limit.per ? null : key }] : [],
    ),
  );
}
