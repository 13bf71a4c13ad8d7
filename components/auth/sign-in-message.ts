// What a failed sign-in says. Codes come as "code" or "code:detail".

export interface SignInMessage {
  text: string;
  /** Seconds until another try is possible. */
  waitSeconds: number;
}

const WORDS: Record<string, string> = {
  unauthenticated: "The e-mail address or the password is wrong.",
  invalid_input: "Give your e-mail address and your password.",
  unknown:
    "Nobody with this verified address is known here. Ask for an invitation, or sign in with a password.",
  unavailable: "Keyhold is busy right now. Try again in a moment.",
  unreachable: "Keyhold could not be reached. Check the connection and try again.",
  OAuthCallback: "The other side did not confirm who you are. Try again.",
  OAuthSignin: "The other side could not be reached. Try again, or sign in with a password.",
  AccessDenied: "The sign-in was refused.",
  SessionRequired: "Sign in first.",
};

/** "45 s", "2 min 5 s". */
export function waitText(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  return seconds % 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${seconds / 60} min`;
}

export function signInMessage(raw: string): SignInMessage {
  const [code = "", detail] = raw.split(":");
  if (code === "too_many_attempts") {
    const waitSeconds = Math.max(1, Number(detail) || 1);
    return { text: `Too many attempts. Wait ${waitText(waitSeconds)}, then try again.`, waitSeconds };
  }
  if (code === "internal")
    return { text: `Something went wrong on our side. Reference: ${detail ?? "unknown"}.`, waitSeconds: 0 };
  return { text: WORDS[code] ?? "The sign-in did not work. Try again.", waitSeconds: 0 };
}
