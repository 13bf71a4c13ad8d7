import type { Metadata } from "next";
import { StaffPanel } from "#components/members/staff-panel.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { listStaff } from "#lib/auth/list-staff.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import {
  changeStaffRoleAction,
  inviteStaffAction,
  removeStaffAction,
  withdrawStaffInvitationAction,
} from "./actions.ts";

export const metadata: Metadata = { title: "Staff" };

export default async function StaffPage() {
  const viewer = await viewerIn("platform");
  const list = await read(listStaff, {}, "platform");
  return (
    <Page narrow>
      <PageHeader title="Staff" description="Who runs this platform. Support reads, admins change." />
      <StaffPanel
        list={list}
        selfId={viewer.user.id}
        canChange={viewer.permissions.includes("system:write")}
        now={new Date()}
        timeZone={viewer.user.timeZone ?? "UTC"}
        actions={{
          invite: inviteStaffAction,
          withdraw: withdrawStaffInvitationAction,
          changeRole: changeStaffRoleAction,
          remove: removeStaffAction,
        }}
      />
    </Page>
  );
}
