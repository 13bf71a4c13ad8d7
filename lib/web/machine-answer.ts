// A program that asks for a page of the dashboard without a session is told how to authenticate and where the API is
// described, instead of being sent to a form. This is a courtesy: each page asks for the session itself.
import type { IncomingMessage, ServerResponse } from "node:http";
import { DomainError } from "#lib/core/errors.ts";
import { PROBLEM_TYPE, problemOf } from "#lib/http/problem.ts";
import { cookieName } from "./cookies.ts";
import { requestIdOf } from "./request-id.ts";

const PRIVATE = /^\/(?:$|(?:admin|account|t)(?:\/|$))/;

/** Answers and returns true when a program asks for a private page; leaves everything else alone. */
export function answerMachine(req: IncomingMessage, res: ServerResponse, publicUrl: string): boolean {
  if (!isMachine(req) || hasSession(req, publicUrl)) return false;
  const error = new DomainError(
    "unauthenticated",
    `This page is for people. Programs send "Authorization: Bearer …" or "X-API-Key: …" to ${publicUrl}/v1.`,
  );
  const requestId = requestIdOf(req.headers["x-request-id"]?.toString() ?? null);
  const body = {
    ...problemOf(error, requestId),
    api: `${publicUrl}/v1`,
    openapi: `${publicUrl}/openapi.json`,
    signIn: `${publicUrl}/sign-in`,
  };
  res.writeHead(401, {
    "Content-Type": PROBLEM_TYPE,
    "Cache-Control": "no-store",
    "WWW-Authenticate": "Bearer",
  });
  res.end(req.method === "HEAD" ? undefined : JSON.stringify(body));
  return true;
}

function isMachine({ method, url = "/", headers }: IncomingMessage): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  const path = url.split(/[?#]/, 1)[0] ?? "/";
  // Next's own navigation asks for data with this header, and follows redirects.
  return PRIVATE.test(path) && !headers.rsc && !headers.accept?.includes("text/html");
}

function hasSession({ headers }: IncomingMessage, publicUrl: string): boolean {
  return (headers.cookie ?? "").includes(`${cookieName(publicUrl, "session")}=`);
}
