// Says that one looks through a tenant's eyes, until when, and how to stop.
import { Eye } from "lucide-react";
import type { ReactNode } from "react";
import { Banner } from "#components/shell/banner.tsx";

export function ImpersonationBanner(props: {
  tenantName: string;
  /** The moment it ends by itself, formatted. */
  until: string;
  /** A form or button that ends it now. */
  action: ReactNode;
}) {
  return (
    <Banner
      tone="warning"
      label="Viewing as a tenant"
      icon={<Eye aria-hidden="true" />}
      action={props.action}
    >
      You are viewing as {props.tenantName}, read-only, until {props.until}. The tenant sees this in its audit
      log.
    </Banner>
  );
}
