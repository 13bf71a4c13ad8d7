// Speaks to /api/auth/*: fetches its anti-forgery token, then sends the form.

export type SignInOutcome = { ok: true } | { ok: false; code: string };

/** Signs in; the session's cookie is set by the answer. `code` is one that signInMessage() knows. */
export async function signInWithPassword(email: string, password: string): Promise<SignInOutcome> {
  try {
    const url = await post("callback/credentials", { email, password, callbackUrl: "/" });
    const code = url.searchParams.get("error");
    return code ? { ok: false, code } : { ok: true };
  } catch {
    return { ok: false, code: "unreachable" };
  }
}

/** Goes to the provider, which comes back to `next` (a path). */
export async function signInWithProvider(provider: string, next: string): Promise<void> {
  const url = await post(`signin/${provider}`, { callbackUrl: next });
  window.location.assign(url);
}

/** Ends the session on the server, then shows the sign-in. */
export async function signOut(next = "/sign-in"): Promise<void> {
  await post("signout", { callbackUrl: "/sign-in" });
  window.location.assign(next);
}

async function post(path: string, fields: Record<string, string>): Promise<URL> {
  const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  const response = await fetch(`/api/auth/${path}`, {
    method: "POST",
    body: new URLSearchParams({ ...fields, csrfToken, json: "true" }),
  });
  const { url } = (await response.json()) as { url: string };
  return new URL(url, window.location.href);
}
