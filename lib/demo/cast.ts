// Who appears in the demo.
import type { PlatformRole } from "#lib/shared/permissions.ts";
import { lumenRender } from "./lumen-render.ts";
import { northwind } from "./northwind.ts";
import { patelDiagnostics } from "./patel-diagnostics.ts";
import { fernweh, halcyon, tinyRobot } from "./small-tenants.ts";
import type { TenantStory } from "./story.ts";

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
