import { eq } from "drizzle-orm";
import { alertMutes } from "#db/schema/index.ts";
import { query } from "#lib/core/operation.ts";
import { readAlert } from "./alert-queries.ts";
import { readMutes } from "./queries.ts";
import { AlertTarget } from "./schemas.ts";
import { toAlertView } from "./view.ts";

export const getAlert = query({
  name: "alert.get",
  on: "tenant",
  can: "alerts:read",
  input: AlertTarget,
  async run({ tx, now, tenantId }, { alertId }) {
    const row = await readAlert(tx, tenantId, alertId);
    return toAlertView(row, await readMutes(tx, now, eq(alertMutes.tenantId, tenantId)));
  },
});
