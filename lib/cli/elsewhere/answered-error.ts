// What went wrong elsewhere, or on the way there, as the errors that commands end with here.
import { z } from "zod";
import { DomainError, ERRORS, type ErrorCode } from "#lib/core/errors.ts";

const Problem = z.object({
  detail: z.string(),
  code: z.string(),
  requestId: z.string().optional(),
  fields: z.record(z.string(), z.string()).optional(),
});

/** The error that an answer tells of. What is no problem document did not come from a Keyhold. */
export function answeredError(url: string, status: number, text: string): DomainError {
  const problem = Problem.safeParse(parsed(text)).data;
  if (!problem)
    return new DomainError("unavailable", `${url} answered ${status}, and not as a Keyhold does.`);
  const { detail, requestId, fields } = problem;
  const code = codeOf(problem.code, status);
  const message = code === "internal" && requestId ? `${detail} (${requestId})` : detail;
  return new DomainError(code, message, fields ? { fields } : {});
}

/** The error of a request that got no answer. Nothing of the request is in it. */
export function unreachable(url: string, error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const { code } = error as NodeJS.ErrnoException;
  const where = new URL(url).host;
  if (code === "ECONNREFUSED") return new DomainError("unavailable", `Nothing listens at ${where}.`);
  if (code === "ENOTFOUND") return new DomainError("unavailable", `There is no host of the name ${where}.`);
  return new DomainError("unavailable", `${where} cannot be reached (${code ?? "no answer"}).`);
}

/** A newer Keyhold may have codes that are not known here; their status says enough. */
function codeOf(code: string, status: number): ErrorCode {
  if (Object.hasOwn(ERRORS, code)) return code as ErrorCode;
  const alike = Object.entries(ERRORS).find(([, meaning]) => meaning.status === status);
  return alike ? (alike[0] as ErrorCode) : "internal";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
