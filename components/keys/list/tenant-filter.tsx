"use client";
// Keys of one tenant, found by typing. The finder's code is fetched when it is opened.
import { PlusCircle } from "lucide-react";
import dynamic from "next/dynamic";
import type { FindTenants } from "#components/keys/form/tenant-field.tsx";
import { PopoverButton } from "#components/overlay/popover-button.tsx";
import { useListParam } from "#components/table/list-params.ts";

const TenantField = dynamic(
  () => import("#components/keys/form/tenant-field.tsx").then((module) => module.TenantField),
  { ssr: false },
);

export function TenantFilter({ find }: { find: FindTenants }) {
  const [chosen, setChosen] = useListParam("tenant");
  return (
    <PopoverButton
      label="Tenant"
      panelClassName="w-72 p-3"
      className={chosen ? "border-primary/50!" : "border-dashed!"}
      trigger={
        <>
          <PlusCircle className="text-muted-foreground" />
          Tenant
          {chosen ? <span className="border-l pl-1.5 text-primary">{chosen}</span> : null}
        </>
      }
    >
      {(close) => (
        <TenantField
          find={find}
          value={chosen ? { clientId: chosen, name: chosen, planId: "" } : null}
          onChange={(tenant) => {
            setChosen(tenant?.clientId ?? null);
            if (tenant) close();
          }}
        />
      )}
    </PopoverButton>
  );
}
