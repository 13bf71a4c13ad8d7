"use client";
// Destroys a tenant's key: asks which tenant, and then for its name again.
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { VaultActions } from "#components/vault/vault-actions.ts";

const ShredDialog = dynamic(() => import("#components/vault/shred-dialog.tsx"), { ssr: false });

export function ShredCard({ shred }: { shred: VaultActions["shred"] }) {
  const [tenant, setTenant] = useState("");
  const [isOpen, setOpen] = useState(false);
  return (
    <Card>
      <CardHeader
        title="Destroy a tenant's key"
        description="Every provider key that the tenant stored can never be opened again, not even from a backup of the rows it was in."
      />
      <CardContent>
        <form
          className="flex flex-wrap items-end gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (tenant.trim()) setOpen(true);
          }}
        >
          <Field label="Client id" className="min-w-56 flex-1">
            <Input
              value={tenant}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              placeholder="acme_corp"
              onChange={(event) => setTenant(event.target.value)}
            />
          </Field>
          <Button
            type="submit"
            variant="danger-outline"
            disabled={!tenant.trim()}
            className="max-sm:h-10 max-sm:w-full"
          >
            Destroy…
          </Button>
        </form>
        {isOpen ? <ShredDialog tenant={tenant.trim()} shred={shred} onOpenChange={setOpen} /> : null}
      </CardContent>
    </Card>
  );
}
