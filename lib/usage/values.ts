// What there is to choose among: meters, resources, models, providers and payers that were seen lately.
import { z } from "zod";
import { DAY_MS } from "#lib/core/clock.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { usage } from "./postgres-usage.ts";

const KINDS = ["meter", "resource", "scope", "model", "provider", "payer"] as const;
export type Kind = (typeof KINDS)[number];

export const ValuesQuestion = z.strictObject({ of: z.enum(KINDS) });

export interface UsageValues {
  of: Kind;
  /** Most used first. A model is `provider/model`. */
  items: string[];
}

const SEEN_DAYS = 90;

/** Of the last 90 days, at most 200. */
export async function readValues({ tx, now, tenantId }: QueryContext, of: Kind): Promise<UsageValues> {
  const whose = tenantId === PLATFORM_TENANT ? null : tenantId;
  return { of, items: await usage.distinct(tx, of, whose, new Date(now.getTime() - SEEN_DAYS * DAY_MS)) };
}
