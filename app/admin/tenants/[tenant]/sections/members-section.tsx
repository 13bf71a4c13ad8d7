import {
  changeMemberRoleAction,
  inviteMemberAction,
  removeMemberAction,
  withdrawInvitationAction,
} from "#app/t/[tenant]/members/actions.ts";
import { LazyMembers } from "#components/tenants/lazy-parts.tsx";
import { listMembers } from "#lib/members/list-members.ts";
import { read } from "#lib/web/read.ts";
import type { TenantSectionProps } from "../section-props.ts";

export async function MembersSection({ viewer, place, now, timeZone }: TenantSectionProps) {
  return (
    <LazyMembers
      place={place}
      list={await read(listMembers, {}, place)}
      selfId={viewer.user.id}
      canChange={viewer.permissions.includes("members:write")}
      mayMakeOwners={viewer.permissions.includes("tenants:write")}
      now={new Date(now)}
      timeZone={timeZone}
      actions={{
        invite: inviteMemberAction,
        withdraw: withdrawInvitationAction,
        changeRole: changeMemberRoleAction,
        remove: removeMemberAction,
      }}
    />
  );
}
