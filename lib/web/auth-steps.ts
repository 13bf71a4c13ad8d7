// What happens at each step of a sign-in: proof is checked by lib/auth, the session's token goes into the cookie,
// and a refusal becomes a short code that the sign-in page turns into words.
import "server-only";
import { cookies } from "next/headers";
import type { Account, User } from "next-auth";
import type { SignedIn } from "#lib/auth/open-session.ts";
import { signIn } from "#lib/auth/sign-in.ts";
import { signInByProvider } from "#lib/auth/sign-in-by-provider.ts";
import { signOut } from "#lib/auth/sign-out.ts";
import { toDomainError } from "#lib/core/driver-errors.ts";
import { anonymousPrincipal } from "#lib/core/principal.ts";
import { cookieName, cookieOptions, DEVICE_COOKIE_S } from "./cookies.ts";
import { webDeps, webLog, webSettings } from "./deps.ts";
import { currentRequest } from "./request.ts";

interface Credentials {
  email?: string;
  password?: string;
}

/** The user of a right password. Throws an Error whose message is a code for the sign-in page. */
export async function acceptPassword(given: Credentials | undefined): Promise<User> {
  const request = await currentRequest();
  const jar = await cookies();
  const device = jar.get(cookieName(webSettings().publicUrl, "device"))?.value ?? null;
  const { email = "", password = "" } = given ?? {};
  try {
    return await remember(await signIn(webDeps(), request, { email, password, device }));
  } catch (error) {
    throw new Error(await codeOf(error));
  }
}

/** Whether the person whom a provider vouches for may come in; an address to go to when not. */
export async function acceptProvider(user: User, account: Account | null): Promise<boolean | string> {
  if (!account) return false;
  const request = await currentRequest();
  const { verifiedEmail = null } = user as { verifiedEmail?: string | null };
  const { provider, providerAccountId: subject } = account;
  const identity = { provider, subject, verifiedEmail, name: user.name ?? null };
  try {
    const signedIn = await signInByProvider(webDeps(), request, identity);
    Object.assign(user, await remember(signedIn));
    return true;
  } catch (error) {
    const code = await codeOf(error);
    return `/sign-in?error=${code === "unauthenticated" ? "unknown" : code}`;
  }
}

/** Ends the session behind a cookie that is being thrown away. */
export async function forgetSession(token: unknown): Promise<void> {
  if (typeof token !== "string") return;
  await signOut.execute(webDeps(), anonymousPrincipal(await currentRequest()), { token });
}

async function remember({ userId, token, device }: SignedIn): Promise<User & { sessionToken: string }> {
  const { publicUrl } = webSettings();
  const jar = await cookies();
  jar.set(cookieName(publicUrl, "device"), device, { ...cookieOptions(publicUrl), maxAge: DEVICE_COOKIE_S });
  return { id: userId, sessionToken: token.reveal() };
}

/** "too_many_attempts:30", "internal:req_…", or the bare code. */
async function codeOf(error: unknown): Promise<string> {
  const { code, retryAfterSeconds, cause } = toDomainError(error);
  if (code === "too_many_attempts") return `${code}:${retryAfterSeconds ?? 1}`;
  if (code !== "internal") return code;
  const { requestId } = await currentRequest();
  webLog().error({ requestId, err: cause }, "sign-in failed");
  return `${code}:${requestId}`;
}
