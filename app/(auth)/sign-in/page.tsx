import { redirect } from "next/navigation";
import { ProviderButtons } from "#components/auth/provider-buttons.tsx";
import { SignInForm } from "#components/auth/sign-in-form.tsx";
import { AuthFrame } from "#components/brand/auth-frame.tsx";
import { webSettings } from "#lib/web/deps.ts";
import { signInProviders } from "#lib/web/oauth-providers.ts";
import { safePath } from "#lib/web/safe-path.ts";
import { currentSession } from "#lib/web/session.ts";

type Query = Record<string, string | string[] | undefined>;

export const metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { next, callbackUrl, error, email, again } = await searchParams;
  const target = safePath(textOf(next) ?? pathOf(textOf(callbackUrl)));
  // `again`: whoever has no password here proves by a new sign-in that it is still them.
  if (!again && (await currentSession())) redirect(target);
  return (
    <AuthFrame
      title="Sign in"
      description="Welcome back."
      footer="No account? You join by an invitation from your administrator."
    >
      <ProviderButtons providers={signInProviders(webSettings())} next={target} />
      <SignInForm next={target} error={textOf(error)} email={textOf(email)} />
    </AuthFrame>
  );
}

function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** next-auth names whole addresses; only the path is followed. */
function pathOf(address: string | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return address;
  const url = new URL(address);
  return url.pathname + url.search;
}
