"use client";
// One person: who, since when, with which role; and changing that.
import { UserMinus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { RelativeTime } from "#components/feedback/relative-time.tsx";
import type { PeopleCalls, Person, RoleChoice } from "#components/members/people.ts";
import { RowMenu } from "#components/overlay/row-menu.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { NativeSelect } from "#components/ui/native-select.tsx";
import { toast } from "#components/ui/toast.ts";

const RemoveDialog = dynamic(() => import("#components/members/remove-dialog.tsx"), { ssr: false });

export interface PersonRowProps {
  person: Person;
  roles: RoleChoice[];
  selfId: string;
  canChange: boolean;
  now: Date;
  timeZone: string;
  calls: PeopleCalls;
}

export function PersonRow({ person, roles, selfId, canChange, now, timeZone, calls }: PersonRowProps) {
  const [removing, setRemoving] = useState(false);
  const role = roles.find(({ value }) => value === person.role);
  const changeable = canChange && role?.grantable === true;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3 first:pt-0 last:pb-0">
      <Avatar name={person.name} />
      <div className="grid min-w-0 flex-1 basis-44 leading-5">
        <p className="flex min-w-0 items-center gap-2 font-medium text-ui">
          <span className="truncate">{person.name}</span>
          {person.id === selfId ? <Badge>You</Badge> : null}
        </p>
        <p className="truncate text-muted-foreground text-xs">{person.email}</p>
      </div>
      <p className="text-muted-foreground text-xs sm:w-36">
        {person.seenAt ? (
          <>
            seen <RelativeTime at={person.seenAt} now={now} timeZone={timeZone} />
          </>
        ) : (
          "never signed in"
        )}
      </p>
      <div className="flex items-center gap-1">
        {changeable ? (
          <RoleSelect person={person} roles={roles} changeRole={calls.changeRole} />
        ) : (
          <Badge>{role?.label ?? person.role}</Badge>
        )}
        {changeable ? (
          <RowMenu
            label={`Actions for ${person.name}`}
            items={[
              { label: "Remove…", icon: <UserMinus />, danger: true, onSelect: () => setRemoving(true) },
            ]}
          />
        ) : null}
      </div>
      {changeable ? (
        <RemoveDialog open={removing} onOpenChange={setRemoving} person={person} remove={calls.remove} />
      ) : null}
    </li>
  );
}

function RoleSelect(props: { person: Person; roles: RoleChoice[]; changeRole: PeopleCalls["changeRole"] }) {
  const { person, roles } = props;
  const [pending, setPending] = useState(false);
  const change = async (role: string) => {
    setPending(true);
    const result = await props.changeRole(person, role);
    setPending(false);
    if (result.ok) toast.success(`${person.name} is ${role} now`);
    else toast.error(result.error.message);
  };
  return (
    <span className="w-32">
      <NativeSelect
        aria-label={`Role of ${person.name}`}
        value={person.role}
        disabled={pending}
        onChange={(event) => void change(event.target.value)}
      >
        {roles.map(({ value, label, grantable }) => (
          <option key={value} value={value} disabled={!grantable}>
            {label}
          </option>
        ))}
      </NativeSelect>
    </span>
  );
}
