import { PasswordCard } from "#components/account/password-card.tsx";
import { ProfileCard } from "#components/account/profile-card.tsx";
import { SessionsCard } from "#components/account/sessions-card.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { listSessions } from "#lib/auth/list-sessions.ts";
import { timeZones } from "#lib/shared/time-zones.ts";
import { read } from "#lib/web/read.ts";
import { currentSession } from "#lib/web/session.ts";
import { viewerIn } from "#lib/web/viewer.ts";
import {
  changePasswordAction,
  changeProfileAction,
  endOtherSessionsAction,
  endSessionAction,
} from "./actions.ts";

export const metadata = { title: "Account" };

export default async function AccountPage() {
  const { user } = await viewerIn("platform");
  const session = await currentSession();
  const sessions = await read(listSessions, {}, "platform");
  const currentId = session?.id ?? "";
  return (
    <Page narrow>
      <PageHeader title="Account" description={`Signed in as ${user.email}.`} />
      <ProfileCard
        key={`${user.name} ${user.timeZone}`}
        name={user.name}
        timeZone={user.timeZone}
        zones={timeZones()}
        act={changeProfileAction}
      />
      <PasswordCard email={user.email} currentSessionId={currentId} act={changePasswordAction} />
      <SessionsCard
        sessions={sessions}
        currentId={currentId}
        now={new Date()}
        timeZone={user.timeZone ?? "UTC"}
        end={endSessionAction}
        endOthers={endOtherSessionsAction}
      />
    </Page>
  );
}
