// One invoice: as it is printed, what became of it, and at the top what can be done with it.
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { InvoiceHistory } from "#components/billing/invoice-history.tsx";
import { InvoiceSheet } from "#components/billing/invoice-sheet.tsx";
import { InvoiceStatus } from "#components/billing/invoice-status.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import type { Crumb } from "#components/ui/breadcrumb.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import type { Paper } from "#lib/billing/paper.ts";
import type { InvoiceView } from "#lib/billing/view.ts";
import { monthText } from "#lib/shared/invoice-words.ts";

export interface InvoiceScreenProps {
  invoice: InvoiceView;
  paper: Paper;
  /** The pages above this one. */
  above: Crumb[];
  /** Answers the PDF. */
  pdfHref: string;
  description?: ReactNode;
  actions?: ReactNode;
  /** Beside the history. */
  aside?: ReactNode;
}

export function InvoiceScreen(props: InvoiceScreenProps) {
  const { invoice, paper } = props;
  const title = invoice.number ?? `Draft for ${monthText(invoice.month)}`;
  return (
    <Page>
      <PageHeader
        breadcrumbs={[...props.above, { label: title }]}
        title={title}
        badges={<InvoiceStatus status={invoice.status} />}
        description={props.description}
        actions={
          <>
            <ButtonLink variant="outline" href={props.pdfHref} prefetch={false} download>
              <Download />
              Download PDF
            </ButtonLink>
            {props.actions}
          </>
        }
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <InvoiceSheet paper={paper} muted={invoice.status === "void"} />
        <div className="grid min-w-0 gap-5">
          <InvoiceHistory invoice={invoice} />
          {props.aside}
        </div>
      </div>
    </Page>
  );
}
