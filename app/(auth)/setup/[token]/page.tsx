import { LinkGone } from "#components/auth/link-gone.tsx";
import { SetupForm } from "#components/auth/setup-form.tsx";
import { AuthFrame } from "#components/brand/auth-frame.tsx";
import { findSetup } from "#lib/auth/find-setup.ts";
import { readOpenly } from "#lib/web/read.ts";
import { createFirstAdminAction } from "../../actions.ts";

export const metadata = { title: "Set up" };

export default async function SetupPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  if (!(await readOpenly(findSetup, { token })))
    return (
      <LinkGone
        text="It was used, or is older than a day. Start Keyhold again for a new one, or run `keyhold setup`."
        href="/sign-in"
        action="Go to the sign-in"
      />
    );
  return (
    <AuthFrame title="Welcome to Keyhold" description="Make the first admin of this installation.">
      <SetupForm token={token} act={createFirstAdminAction} />
    </AuthFrame>
  );
}
