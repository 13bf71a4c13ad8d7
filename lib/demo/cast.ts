// Who appears in the demo.
import type { PlatformRole } from "#lib/shared/permissions.ts";
import { lumenRender } from "./lumen-render.ts";
import { northwind } from "./northwind.ts";
import { patelDiagnostics } from "./patel-diagnostics.ts";
import { fernweh, halcyon, tinyRobot } from "./small-tenants.ts";
import type { CredentialStory, EndpointStory, TenantStory } from "./story.ts";

export const TENANTS: readonly TenantStory[] = [
  northwind,
  patelDiagnostics,
  lumenRender,
  halcyon,
  fernweh,
  tinyRobot,
];

interface Staff {
  name: string;
  email: string;
  platformRole: PlatformRole;
}

export const ADMIN: Staff = { name: "Ada Keller", email: "admin@keyhold.example", platformRole: "admin" };
export const SUPPORT: Staff = {
  name: "Milo Grant",
  email: "support@keyhold.example",
  platformRole: "support",
};

/** What pays for "managed" calls. */
export const PLATFORM_CREDENTIALS: readonly CredentialStory[] = [
  {
    ...{ provider: "gemini", label: "Gemini, shared", made: 150 },
    check: { ago: 0.3, state: "ok", detail: null, latencyMs: 168 },
  },
  {
    ...{ provider: "openai", label: "OpenAI, shared", made: 149 },
    check: { ago: 0.3, state: "ok", detail: null, latencyMs: 203 },
  },
];

export const PLATFORM_ENDPOINTS: readonly EndpointStory[] = [
  {
    ...{ kind: "standard", url: "https://ops.keyhold.example/events", description: "Operations" },
    ...{
      types: ["tenant.created", "tenant.suspended", "alert.opened", "alert.resolved", "key.leaked"],
      made: 85,
    },
    down: { since: 9.45, until: 9.3, status: null, error: "the connection was refused" },
  },
];
