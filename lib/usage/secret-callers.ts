// Who still uses one secret of a key: what there is to change before a rotation ends.
import { z } from "zod";
import { DAY_MS } from "#lib/core/clock.ts";
import { query } from "#lib/core/operation.ts";
import { idOf } from "./id-of.ts";
import { usage } from "./postgres-usage.ts";

/** Over the last 24 hours, or the newest 10,000 calls of the key where there were more. */
export const secretCallers = query({
  name: "usage.secret_callers",
  on: "tenant",
  can: "usage:read",
  input: z.strictObject({ keyId: idOf("key"), secretId: idOf("sec") }),
  run: ({ tx, now, tenantId }, { keyId, secretId }) =>
    usage.callers(tx, { tenantId, keyId, secretId }, new Date(now.getTime() - DAY_MS)),
});
