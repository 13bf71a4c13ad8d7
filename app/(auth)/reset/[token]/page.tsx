import { LinkGone } from "#components/auth/link-gone.tsx";
import { ResetForm } from "#components/auth/reset-form.tsx";
import { AuthFrame } from "#components/brand/auth-frame.tsx";
import { findReset } from "#lib/auth/find-reset.ts";
import { readOpenly } from "#lib/web/read.ts";
import { resetPasswordAction } from "../../actions.ts";

export const metadata = { title: "Choose a password" };

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const account = await readOpenly(findReset, { token });
  if (!account)
    return <LinkGone text="It was used, or has run out." href="/reset" action="Ask for a new link" />;
  return (
    <AuthFrame
      title="Choose a password"
      description={
        <>
          For <strong className="break-all font-medium text-foreground">{account.email}</strong>. You will be
          signed out everywhere else.
        </>
      }
    >
      <ResetForm token={token} email={account.email} act={resetPasswordAction} />
    </AuthFrame>
  );
}
