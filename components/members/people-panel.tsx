"use client";
// Who belongs here, with which role, and who is invited. One list for members and for staff.
import { UserPlus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { InvitedRow } from "#components/members/invited-row.tsx";
import type { Invited, PeopleCalls, Person, RoleChoice } from "#components/members/people.ts";
import { PersonRow } from "#components/members/person-row.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardContent, CardHeader } from "#components/ui/card.tsx";

const InviteDialog = dynamic(() => import("#components/members/invite-dialog.tsx"), { ssr: false });

export interface PeoplePanelProps {
  title: string;
  description: string;
  people: Person[];
  invited: Invited[];
  roles: RoleChoice[];
  /** The person who looks. */
  selfId: string;
  canChange: boolean;
  now: Date;
  timeZone: string;
  calls: PeopleCalls;
}

export function PeoplePanel(props: PeoplePanelProps) {
  const [inviting, setInviting] = useState(false);
  const { people, invited, ...shared } = props;
  return (
    <>
      <Card>
        <CardHeader
          title={props.title}
          description={props.description}
          actions={
            props.canChange ? (
              <Button onClick={() => setInviting(true)}>
                <UserPlus /> Invite
              </Button>
            ) : null
          }
        />
        <CardContent>
          {people.length === 0 ? (
            <p className="text-muted-foreground text-ui">
              Nobody yet. Whoever accepts an invitation appears here.
            </p>
          ) : null}
          <ul className="divide-y divide-border">
            {people.map((person) => (
              <PersonRow key={person.id} person={person} {...shared} />
            ))}
          </ul>
        </CardContent>
      </Card>
      {invited.length > 0 ? (
        <Card>
          <CardHeader
            title="Invitations"
            description="Waiting to be accepted. Inviting again sends a new link."
          />
          <CardContent>
            <ul className="divide-y divide-border">
              {invited.map((invitation) => (
                <InvitedRow key={invitation.id} invited={invitation} {...shared} />
              ))}
            </ul>
          </CardContent>
        </Card>
      ) : null}
      {props.canChange ? (
        <InviteDialog
          open={inviting}
          onOpenChange={setInviting}
          roles={props.roles}
          invite={props.calls.invite}
        />
      ) : null}
    </>
  );
}
