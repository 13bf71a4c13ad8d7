// What a page does with an error: to the sign-in, to "not found", to "no access", or to the error page with a reference.
import "server-only";
import { forbidden, notFound, redirect } from "next/navigation";
import { toDomainError } from "#lib/core/driver-errors.ts";
import { webLog } from "./deps.ts";
import { currentRequest } from "./request.ts";

/** Never returns. Errors that Next itself throws to steer are passed on. */
export async function turnAway(error: unknown): Promise<never> {
  if (isSteering(error)) throw error;
  const fault = toDomainError(error);
  if (fault.code === "unauthenticated") return redirect(await signInPath());
  if (fault.code === "forbidden") return forbidden();
  if (fault.code === "not_found" || fault.code === "invalid_input") return notFound();
  const { requestId } = await currentRequest();
  webLog().error({ err: fault, requestId }, "page failed");
  throw Object.assign(new Error("Something went wrong on our side."), { digest: requestId });
}

async function signInPath(): Promise<string> {
  const { path = "/" } = await currentRequest();
  return path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`;
}

function isSteering(error: unknown): boolean {
  return error instanceof Error && String((error as { digest?: unknown }).digest).startsWith("NEXT_");
}
