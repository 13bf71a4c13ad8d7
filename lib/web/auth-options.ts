// next-auth as Keyhold uses it: it carries a sign-in through, and hands the browser an encrypted cookie that holds
// nothing but the random token of a session row. Names, roles and rights never stand in it.
import type { NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { Settings } from "#lib/core/env.ts";
import { acceptPassword, acceptProvider, forgetSession } from "./auth-steps.ts";
import { type CookieName, cookieName, cookieOptions, isSecure, SESSION_COOKIE_S } from "./cookies.ts";
import { webLog } from "./deps.ts";
import { oauthProviders } from "./oauth-providers.ts";

export function authOptions(settings: Settings): NextAuthOptions {
  return {
    secret: settings.authSecret?.reveal(),
    session: { strategy: "jwt", maxAge: SESSION_COOKIE_S },
    useSecureCookies: isSecure(settings.publicUrl),
    cookies: cookiesOf(settings.publicUrl),
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [passwordProvider(), ...oauthProviders(settings)],
    callbacks: {
      signIn: async ({ user, account }) => account?.type === "credentials" || acceptProvider(user, account),
      jwt: async ({ token, user }) => ("sessionToken" in (user ?? {}) ? sessionOnly(user) : token),
      session: async ({ session }) => ({ expires: session.expires }),
    },
    events: { signOut: ({ token }) => forgetSession(token?.session) },
    logger: {
      error: (code) => webLog().error({ code }, "sign-in failed"),
      warn: (code) => webLog().warn({ code }, "sign-in warning"),
      debug: () => {},
    },
  };
}

function passwordProvider() {
  return CredentialsProvider({
    credentials: { email: { type: "email" }, password: { type: "password" } },
    authorize: (credentials) => acceptPassword(credentials),
  });
}

function sessionOnly(user: object) {
  return { session: (user as { sessionToken: string }).sessionToken };
}

function cookiesOf(publicUrl: string): NextAuthOptions["cookies"] {
  const cookie = (name: CookieName, maxAge?: number) => ({
    name: cookieName(publicUrl, name),
    options: { ...cookieOptions(publicUrl), maxAge },
  });
  return {
    sessionToken: cookie("session"),
    callbackUrl: cookie("callback"),
    csrfToken: cookie("csrf"),
    pkceCodeVerifier: cookie("pkce", 900),
    state: cookie("state", 900),
    nonce: cookie("nonce", 900),
  };
}
