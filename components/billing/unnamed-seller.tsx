// Reminds staff that invoices cannot say yet who bills.
import { TriangleAlert } from "lucide-react";

export function UnnamedSeller() {
  return (
    <p className="flex items-start gap-2 rounded-lg bg-warning-soft px-3 py-2 text-ui text-warning">
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      Invoices do not say yet who bills: give the seller’s name and address in the billing settings before the
      first is issued.
    </p>
  );
}
