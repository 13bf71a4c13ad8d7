// After a password was chosen: signs in with it and goes on. Falls back to the sign-in page.
import { signInWithPassword } from "#components/auth/auth-calls.ts";

export async function enter(email: string, password: string, next: string): Promise<void> {
  const outcome = await signInWithPassword(email, password);
  window.location.assign(outcome.ok ? next : `/sign-in?next=${encodeURIComponent(next)}`);
  // The page is being left; the button stays busy until it is.
  await new Promise(() => {});
}
