"use client";
// Whose key it is: a tenant, found by typing. Only where somebody may choose.
import { useEffect, useRef, useState } from "react";
import { type Act, attempt } from "#components/form/act.ts";
import { Combobox } from "#components/ui/combobox.tsx";
import { Field } from "#components/ui/field.tsx";
import type { Page } from "#lib/core/page.ts";
import type { PlanView, ScopePresetView } from "#lib/plans/view.ts";
import type { ListTenantsInput } from "#lib/tenants/schemas.ts";
import type { TenantView } from "#lib/tenants/view.ts";

export interface TenantChoice {
  clientId: string;
  name: string;
  planId: string;
}

export type FindTenants = Act<ListTenantsInput, Page<TenantView>>;

/** What the form needs to know before somebody opens it. */
export interface CreateKeySetup {
  plans: PlanView[];
  presets: ScopePresetView[];
  /** The tenant for which it is; null where it is chosen. */
  tenant: TenantChoice | null;
  findTenants?: FindTenants;
}

const PAUSE_MS = 200;

export function TenantField(props: {
  find: FindTenants;
  value: TenantChoice | null;
  onChange: (tenant: TenantChoice | null) => void;
  error?: string;
}) {
  const { find, value } = props;
  const [found, setFound] = useState<TenantChoice[]>(value ? [value] : []);
  const [query, setQuery] = useState("");
  const latest = useRef(0);
  useEffect(() => {
    const turn = ++latest.current;
    const timer = setTimeout(
      async () => {
        const result = await attempt(find, "platform", { q: query || null, limit: 50 });
        if (result.ok && turn === latest.current) setFound(result.data.items.map(choiceOf));
      },
      query ? PAUSE_MS : 0,
    );
    return () => clearTimeout(timer);
  }, [find, query]);
  const all = value && !found.some((each) => each.clientId === value.clientId) ? [value, ...found] : found;
  return (
    <Field label="Tenant" required error={props.error}>
      <Combobox
        options={all.map((each) => ({ value: each.clientId, label: each.name, detail: each.clientId }))}
        value={value?.clientId ?? null}
        onValueChange={(clientId) => props.onChange(all.find((each) => each.clientId === clientId) ?? null)}
        onSearch={(text) => setQuery(all.some((each) => each.name === text) ? "" : text)}
        placeholder="Find by name or client id"
        emptyText="No tenant fits."
      />
    </Field>
  );
}

function choiceOf(tenant: TenantView): TenantChoice {
  return { clientId: tenant.clientId, name: tenant.name, planId: tenant.plan.id };
}
