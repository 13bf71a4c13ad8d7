// The installation at hand. Whoever can read its secrets may do anything; the audit trail names their account here.
import { userInfo } from "node:os";
import { systemPrincipal } from "#lib/core/principal.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { exportFile } from "#lib/exports/export-file.ts";
import { openExport } from "#lib/exports/open-export.ts";
import { readExportPart } from "#lib/exports/read-export-part.ts";
import { findKeyTenant } from "#lib/keys/find-key-tenant.ts";
import type { Id } from "#lib/shared/ids.ts";
import { getTenant } from "#lib/tenants/get-tenant.ts";
import { openInstallation } from "./installation.ts";
import type { Keyhold } from "./keyhold.ts";
import { verifyOnce } from "./verify-once.ts";

/** Throws errors whose message is fit for an operator. */
export async function openHere(opening: { prepare?: boolean }): Promise<Keyhold> {
  const installation = await openInstallation(opening);
  const { deps, close } = installation;
  const label = `command line (${userInfo().username})`;
  const run: Keyhold["run"] = (operation, input, tenant = null) =>
    operation.execute(deps, systemPrincipal(label, tenant as Id<"ten"> | null), input as never);
  return {
    installation,
    address: null,
    now: () => deps.clock(),
    run,
    tenantId: async (named) => (await run(getTenant, { tenant: named })).id,
    tenantOfKey: async (keyId) => (await run(findKeyTenant, { keyId })).tenantId,
    verify: (question) => verifyOnce(deps, question),
    enter: async (secret) => ({ secret }),
    async openExport(exportId, tenant) {
      const [open, read] = tenant
        ? [openExport, readExportPart]
        : [platformOwn(openExport), platformOwn(readExportPart)];
      const opened = await run(open, { exportId }, tenant);
      return exportFile(opened, (number) => run(read, { exportId: opened.id, number }, tenant));
    },
    close,
  };
}
