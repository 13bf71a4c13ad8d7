"use client";
// The head of a tenant's pages on the platform: its state, and what staff can do with it.
import { Eye } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { StatusBadge } from "#components/feedback/status-badge.tsx";
import { useAct } from "#components/form/use-act.ts";
import { MenuButton } from "#components/overlay/menu-button.tsx";
import { PageHeader } from "#components/shell/page.tsx";
import type { TenantActions } from "#components/tenants/tenant-actions.ts";
import { Button, ButtonLink } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import type { PlanView } from "#lib/plans/view.ts";
import type { TenantView } from "#lib/tenants/view.ts";

const SuspendDialog = dynamic(() => import("#components/tenants/suspend-dialog.tsx"), { ssr: false });
const ChangePlanDialog = dynamic(() => import("#components/tenants/change-plan-dialog.tsx"), { ssr: false });

export interface TenantHeaderProps {
  view: TenantView;
  plans: PlanView[];
  mayChange: boolean;
  actions: TenantActions;
}

export function TenantHeader({ view, plans, mayChange, actions }: TenantHeaderProps) {
  const [dialog, setDialog] = useState<"suspend" | "plan" | null>(null);
  const resuming = useAct(actions.resume);
  const place = { tenant: view.clientId };
  const resume = async () => {
    const done = await resuming.runAloud(place, {});
    if (done) toast.success(`${view.name} works again`);
  };
  const close = (open: boolean) => !open && setDialog(null);
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Tenants", href: "/admin/tenants" }, { label: view.name }]}
        title={view.name}
        badges={<StatusBadge status={view.status} />}
        description={<code className="font-mono text-xs">{view.clientId}</code>}
        actions={
          <>
            <ButtonLink variant="outline" href={`/admin/tenants/${view.clientId}/view`} prefetch={false}>
              <Eye />
              View as tenant
            </ButtonLink>
            {mayChange && view.status === "suspended" ? (
              <Button pending={resuming.pending} onClick={() => void resume()}>
                Resume
              </Button>
            ) : null}
            {mayChange ? (
              <MenuButton
                label={`Actions for ${view.name}`}
                aria-label={undefined}
                variant="outline"
                items={[
                  { label: "Change plan…", onSelect: () => setDialog("plan") },
                  ...(view.status === "active"
                    ? [
                        { separator: true as const },
                        { label: "Suspend…", danger: true, onSelect: () => setDialog("suspend") },
                      ]
                    : []),
                ]}
              >
                Manage
              </MenuButton>
            ) : null}
          </>
        }
      />
      {dialog === "suspend" ? (
        <SuspendDialog view={view} onOpenChange={close} suspend={actions.suspend} />
      ) : null}
      {dialog === "plan" ? (
        <ChangePlanDialog view={view} plans={plans} onOpenChange={close} changePlan={actions.changePlan} />
      ) : null}
    </>
  );
}
