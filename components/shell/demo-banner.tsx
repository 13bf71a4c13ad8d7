// Says that the numbers are invented.
import { FlaskConical } from "lucide-react";
import { Banner } from "#components/shell/banner.tsx";

export function DemoBanner() {
  return (
    <Banner tone="info" label="Demo" icon={<FlaskConical aria-hidden="true" />}>
      This is demo data: tenants, keys, provider keys and numbers are invented.
    </Banner>
  );
}
