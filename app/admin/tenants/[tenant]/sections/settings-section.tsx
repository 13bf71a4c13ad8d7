import { notFound } from "next/navigation";
import { LazySettingsForm } from "#components/settings/lazy-settings-form.tsx";
import { tenantActions } from "../../tenant-actions.ts";
import type { TenantSectionProps } from "../section-props.ts";

export function SettingsSection({ view, viewer }: TenantSectionProps) {
  if (!viewer.permissions.includes("tenants:write")) notFound();
  return (
    <div className="max-w-3xl">
      <LazySettingsForm view={view} update={tenantActions.update} />
    </div>
  );
}
