"use client";
// The members of a tenant.
import { type Act, attempt } from "#components/form/act.ts";
import { PeoplePanel, type PeoplePanelProps } from "#components/members/people-panel.tsx";
import { tenantRoles } from "#components/members/roles.ts";
import type { MemberList } from "#lib/members/list-members.ts";
import type { Role } from "#lib/shared/permissions.ts";
import type { Place } from "#lib/web/place.ts";

export interface MemberActions {
  invite: Act<{ email: string; role: Role }, unknown>;
  withdraw: Act<{ invitationId: string }, unknown>;
  changeRole: Act<{ userId: string; role: Role }, unknown>;
  remove: Act<{ userId: string }, unknown>;
}

export interface MembersPanelProps
  extends Pick<PeoplePanelProps, "selfId" | "canChange" | "now" | "timeZone"> {
  place: Place;
  list: MemberList;
  /** Whether the viewer may make, change and remove owners. */
  mayMakeOwners: boolean;
  actions: MemberActions;
}

export function MembersPanel({ place, list, mayMakeOwners, actions, ...shared }: MembersPanelProps) {
  return (
    <PeoplePanel
      {...shared}
      title="Members"
      description="A changed role takes effect on the person's next click."
      roles={tenantRoles(mayMakeOwners)}
      people={list.items.map(({ userId, joinedAt, ...member }) => ({
        ...member,
        id: userId,
        since: joinedAt,
      }))}
      invited={list.invitations}
      calls={{
        invite: (email, role) => attempt(actions.invite, place, { email, role: role as Role }),
        withdraw: ({ id }) => attempt(actions.withdraw, place, { invitationId: id }),
        changeRole: ({ id }, role) => attempt(actions.changeRole, place, { userId: id, role: role as Role }),
        remove: ({ id }) => attempt(actions.remove, place, { userId: id }),
      }}
    />
  );
}
