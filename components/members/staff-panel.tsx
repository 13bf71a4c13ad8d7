"use client";
// The platform's staff.
import { type Act, attempt } from "#components/form/act.ts";
import { PeoplePanel, type PeoplePanelProps } from "#components/members/people-panel.tsx";
import { platformRoles } from "#components/members/roles.ts";
import type { StaffList } from "#lib/auth/list-staff.ts";
import type { PlatformRole } from "#lib/shared/permissions.ts";

export interface StaffActions {
  invite: Act<{ email: string; platformRole: PlatformRole }, unknown>;
  withdraw: Act<{ invitationId: string }, unknown>;
  changeRole: Act<{ userId: string; platformRole: PlatformRole }, unknown>;
  remove: Act<{ userId: string }, unknown>;
}

export interface StaffPanelProps extends Pick<PeoplePanelProps, "selfId" | "canChange" | "now" | "timeZone"> {
  list: StaffList;
  actions: StaffActions;
}

export function StaffPanel({ list, actions, ...shared }: StaffPanelProps) {
  const at = "platform";
  return (
    <PeoplePanel
      {...shared}
      title="Staff"
      description="People of the provider. They may enter every tenant; what they change stands in its audit log."
      roles={platformRoles()}
      people={list.items.map(({ platformRole, createdAt, ...person }) => ({
        ...person,
        role: platformRole,
        since: createdAt,
      }))}
      invited={list.invitations.map(({ platformRole, ...each }) => ({ ...each, role: platformRole }))}
      calls={{
        invite: (email, role) => attempt(actions.invite, at, { email, platformRole: role as PlatformRole }),
        withdraw: ({ id }) => attempt(actions.withdraw, at, { invitationId: id }),
        changeRole: ({ id }, role) =>
          attempt(actions.changeRole, at, { userId: id, platformRole: role as PlatformRole }),
        remove: ({ id }) => attempt(actions.remove, at, { userId: id }),
      }}
    />
  );
}
