import type { Metadata } from "next";
import { LeaveButton } from "#components/members/leave-button.tsx";
import { MembersPanel } from "#components/members/members-panel.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { listMembers } from "#lib/members/list-members.ts";
import { read } from "#lib/web/read.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import {
  changeMemberRoleAction,
  inviteMemberAction,
  leaveTenantAction,
  removeMemberAction,
  withdrawInvitationAction,
} from "./actions.ts";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage({ params }: { params: Promise<{ tenant: string }> }) {
  const place = { tenant: (await params).tenant };
  const viewer = await viewerIn(place);
  const list = await read(listMembers, {}, place);
  const name = viewer.tenant?.name ?? place.tenant;
  return (
    <Page narrow>
      <PageHeader
        title="Members"
        description={`Who belongs to ${name}, and what they may do.`}
        actions={viewer.role ? <LeaveButton place={place} name={name} act={leaveTenantAction} /> : null}
      />
      <MembersPanel
        place={place}
        list={list}
        selfId={viewer.user.id}
        canChange={viewer.permissions.includes("members:write")}
        mayMakeOwners={viewer.role === "owner" || viewer.permissions.includes("tenants:write")}
        now={new Date()}
        timeZone={viewer.user.timeZone ?? viewer.tenant?.timeZone ?? "UTC"}
        actions={{
          invite: inviteMemberAction,
          withdraw: withdrawInvitationAction,
          changeRole: changeMemberRoleAction,
          remove: removeMemberAction,
        }}
      />
    </Page>
  );
}
