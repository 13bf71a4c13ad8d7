import type { Metadata } from "next";
import { FormMessage } from "#components/form/form-message.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { MasterKeysCard } from "#components/vault/master-keys-card.tsx";
import { RotationCard } from "#components/vault/rotation-card.tsx";
import { ShredCard } from "#components/vault/shred-card.tsx";
import { vaultStatus } from "#lib/vault/vault-status.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import { requestRotationAction, shredTenantAction } from "./actions.ts";

export const metadata: Metadata = { title: "Vault" };

export default async function VaultPage() {
  const [viewer, status] = await Promise.all([viewerIn("platform"), read(vaultStatus, {}, "platform")]);
  const mayWrite = viewer.permissions.includes("system:write");
  return (
    <Page narrow>
      <PageHeader
        title="Vault"
        breadcrumbs={[{ label: "System", href: "/admin/system" }, { label: "Vault" }]}
        description={`What provider keys are encrypted under: ${status.tenantKeys} tenant keys, ${status.shredded} destroyed.`}
      />
      <FormMessage>
        {status.unreadable > 0
          ? `${status.unreadable} tenant keys open with no master key. What stands under them has to be entered again.`
          : null}
      </FormMessage>
      <MasterKeysCard status={status} />
      <RotationCard
        status={status}
        mayWrite={mayWrite}
        rotate={requestRotationAction}
        now={new Date().toISOString()}
        timeZone={viewer.user.timeZone ?? "UTC"}
      />
      {mayWrite ? <ShredCard shred={shredTenantAction} /> : null}
    </Page>
  );
}
