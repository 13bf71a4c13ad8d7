import { JoinForm, NewPersonForm, SignOutAndReturn } from "#components/auth/invitation-forms.tsx";
import { LinkGone } from "#components/auth/link-gone.tsx";
import { ProviderButtons } from "#components/auth/provider-buttons.tsx";
import { AuthFrame } from "#components/brand/auth-frame.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { findInvitation } from "#lib/members/find-invitation.ts";
import { webSettings } from "#lib/web/deps.ts";
import { signInProviders } from "#lib/web/oauth-providers.ts";
import { readOpenly } from "#lib/web/read.ts";
import { currentSession } from "#lib/web/session.ts";
import { acceptInvitationAction } from "../../actions.ts";

export const metadata = { title: "Invitation" };

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await readOpenly(findInvitation, { token });
  if (!invitation)
    return (
      <LinkGone
        text="The invitation was used or withdrawn, or has run out. Ask for a new one."
        href="/sign-in"
        action="Go to the sign-in"
      />
    );
  const session = await currentSession();
  const to = invitation.tenant?.name ?? "the platform";
  const self = { token, act: acceptInvitationAction };
  const here = `/invite/${token}`;
  return (
    <AuthFrame
      title={`Join ${to}`}
      description={
        <>
          <strong className="break-all font-medium text-foreground">{invitation.email}</strong> is invited as{" "}
          {invitation.role}.
        </>
      }
    >
      {session && session.user.email !== invitation.email ? (
        <>
          <p className="text-muted-foreground text-ui">
            You are signed in as {session.user.email}; this invitation is for somebody else.
          </p>
          <SignOutAndReturn token={token} />
        </>
      ) : session ? (
        <JoinForm {...self} to={to} />
      ) : invitation.hasAccount ? (
        <ButtonLink
          size="lg"
          href={`/sign-in?next=${encodeURIComponent(here)}&email=${encodeURIComponent(invitation.email)}`}
        >
          Sign in to accept
        </ButtonLink>
      ) : (
        <>
          <ProviderButtons providers={signInProviders(webSettings())} next={here} />
          <NewPersonForm {...self} />
        </>
      )}
    </AuthFrame>
  );
}
