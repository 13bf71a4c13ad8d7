// What the screens of reports can do, as the pages hand it to them. Every one is a server action.
import type { Act } from "#components/form/act.ts";
import type { ReportView, ReportWithLink } from "#lib/reports/view.ts";

export interface ReportWish {
  title: string;
  search: string;
  expiresInDays: number;
  frozen: boolean;
  namesKeys: boolean;
}

export type CreateReportAct = Act<ReportWish, ReportWithLink>;
export type RevokeReportAct = Act<{ reportId: string }, ReportView>;
