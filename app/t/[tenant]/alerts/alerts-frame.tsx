import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { SectionTabs } from "#components/shell/section-tabs.tsx";
import { ButtonLink } from "#components/ui/button.tsx";

interface AlertsFrameProps {
  area: string;
  mayWrite: boolean;
  children: ReactNode;
}

/** The header and the tabs of all pages of alerts. */
export function AlertsFrame({ area, mayWrite, children }: AlertsFrameProps) {
  const base = `${area}/alerts`;
  return (
    <Page>
      <PageHeader
        title="Alerts"
        description="What somebody should look at, and the rules by which they are told."
        actions={
          mayWrite ? (
            <ButtonLink href={`${base}/new`}>
              <Plus /> New rule
            </ButtonLink>
          ) : null
        }
      />
      <SectionTabs
        label="Alerts"
        tabs={[
          { label: "Inbox", href: base, exact: true },
          ...(area === "/admin" ? [{ label: "Tenants", href: `${base}/tenants` }] : []),
          { label: "Rules", href: `${base}/rules` },
          { label: "History", href: `${base}/history` },
        ]}
      />
      {children}
    </Page>
  );
}
