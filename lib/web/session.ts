// The session of the current request, looked up once per request and never kept longer:
// log-out, a new password and a changed role bite on the next one.
import "server-only";
import { cache } from "react";
import { resolveSession } from "#lib/auth/resolve-session.ts";
import type { SessionView } from "#lib/auth/session-view.ts";
import { touchSession } from "#lib/auth/touch-session.ts";
import { anonymousPrincipal } from "#lib/core/principal.ts";
import { webDeps } from "./deps.ts";
import { currentRequest } from "./request.ts";

export const currentSession = cache(async (): Promise<SessionView | null> => {
  const request = await currentRequest();
  if (!request.sessionToken) return null;
  const principal = anonymousPrincipal(request);
  const session = await resolveSession.execute(webDeps(), principal, { token: request.sessionToken });
  if (session) await touchSession(webDeps(), principal, session);
  return session;
});
