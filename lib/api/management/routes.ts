// Every path of the management API.
import type { Route } from "#lib/http/api-request.ts";
import { type Endpoint, type EndpointSetting, endpoint } from "../endpoint.ts";
import { activityEndpoints } from "./activity.ts";
import { alertEndpoints } from "./alerts.ts";
import { billingEndpoints } from "./billing.ts";
import { credentialEndpoints } from "./credentials.ts";
import { exportEndpoints } from "./exports.ts";
import { keyEndpoints } from "./keys.ts";
import { leakEndpoints } from "./leaks.ts";
import { mailEndpoints } from "./mails.ts";
import { memberEndpoints } from "./members.ts";
import { planEndpoints } from "./plans.ts";
import { priceEndpoints } from "./prices.ts";
import { reportEndpoints } from "./reports.ts";
import { scopePresetEndpoints } from "./scope-presets.ts";
import { staffEndpoints } from "./staff.ts";
import { tenantEndpoints } from "./tenants.ts";
import { tokenEndpoints } from "./tokens.ts";
import { usageEndpoints } from "./usage.ts";
import { vaultEndpoints } from "./vault.ts";
import { webhookEndpoints } from "./webhooks.ts";

export const managementEndpoints: readonly Endpoint[] = [
  ...keyEndpoints,
  ...tenantEndpoints,
  ...memberEndpoints,
  ...staffEndpoints,
  ...mailEndpoints,
  ...planEndpoints,
  ...scopePresetEndpoints,
  ...priceEndpoints,
  ...billingEndpoints,
  ...tokenEndpoints,
  ...credentialEndpoints,
  ...vaultEndpoints,
  ...activityEndpoints,
  ...usageEndpoints,
  ...webhookEndpoints,
  ...leakEndpoints,
  ...alertEndpoints,
  ...reportEndpoints,
  ...exportEndpoints,
];

export function managementRoutes(setting: EndpointSetting): Route[] {
  return managementEndpoints.map((spec) => endpoint(spec, setting));
}
