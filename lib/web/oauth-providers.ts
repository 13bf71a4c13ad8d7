// Sign-in by GitHub, Google or a generic OIDC provider, each when it is configured.
// All that is taken from them is the subject, the name, and the address if they say that they verified it.

import GithubProvider, { type GithubProfile } from "next-auth/providers/github";
import GoogleProvider, { type GoogleProfile } from "next-auth/providers/google";
import type { OAuthConfig } from "next-auth/providers/oauth";
import type { OAuthSettings, Settings } from "#lib/core/env.ts";

export interface SignInProvider {
  id: string;
  /** As the button says it. */
  name: string;
}

/** What the sign-in page offers beside the password. */
export function signInProviders({ github, google, oidc }: Settings): SignInProvider[] {
  return [
    ...(github ? [{ id: "github", name: "GitHub" }] : []),
    ...(google ? [{ id: "google", name: "Google" }] : []),
    ...(oidc ? [{ id: "oidc", name: oidc.name }] : []),
  ];
}

interface Claims {
  sub: string;
  name?: string;
  email?: string;
  email_verified?: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: next-auth's own type of a list of providers with different profiles
export function oauthProviders({ github, google, oidc }: Settings): OAuthConfig<any>[] {
  return [
    ...(github ? [githubProvider(github)] : []),
    ...(google ? [GoogleProvider<GoogleProfile>({ ...clientOf(google), profile: fromClaims })] : []),
    ...(oidc ? [oidcProvider(oidc)] : []),
  ];
}

function oidcProvider(oidc: NonNullable<Settings["oidc"]>): OAuthConfig<Claims> {
  return {
    id: "oidc",
    name: oidc.name,
    type: "oauth",
    wellKnown: `${oidc.issuer}/.well-known/openid-configuration`,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    ...clientOf(oidc),
    profile: fromClaims,
  };
}

/** GitHub's profile does not say whether its address is verified; the list of addresses does. */
function githubProvider(github: OAuthSettings): OAuthConfig<GithubProfile> {
  return GithubProvider({
    ...clientOf(github),
    userinfo: {
      url: "https://api.github.com/user",
      async request({ client, tokens }) {
        const profile = await client.userinfo(tokens.access_token ?? "");
        return { ...profile, email: await primaryAddress(tokens.access_token ?? "") } as typeof profile;
      },
    },
    profile: ({ id, name, login, email }) => ({
      id: String(id),
      name: name ?? login,
      verifiedEmail: email ?? null,
    }),
  });
}

async function primaryAddress(accessToken: string): Promise<string | undefined> {
  const response = await fetch("https://api.github.com/user/emails", {
    headers: { authorization: `Bearer ${accessToken}`, accept: "application/vnd.github+json" },
  });
  if (!response.ok) return undefined;
  const list = (await response.json()) as { email: string; primary: boolean; verified: boolean }[];
  return list.find(({ primary, verified }) => primary && verified)?.email;
}

function fromClaims({ sub, name, email, email_verified }: Claims) {
  return { id: sub, name: name ?? null, verifiedEmail: email_verified === true ? (email ?? null) : null };
}

function clientOf({ clientId, clientSecret }: OAuthSettings) {
  return { clientId, clientSecret: clientSecret.reveal() };
}
