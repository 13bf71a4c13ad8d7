// How a page reads: one query, as the person of the request, in a place.
import "server-only";
import { toDomainError } from "#lib/core/driver-errors.ts";
import type { Operation } from "#lib/core/operation.ts";
import { anonymousPrincipal } from "#lib/core/principal.ts";
import { webDeps } from "./deps.ts";
import type { Place } from "./place.ts";
import { principalIn } from "./principal.ts";
import { currentRequest } from "./request.ts";
import { turnAway } from "./turn-away.ts";

/**
 * The answer of `query`. Without a session the person goes to /sign-in; what they may not see or what does not
 * exist is "not found"; a missing permission is the "no access" page. Whoever is turned away meets that where the page
 * first waits; what else the page has begun to read then fails unheard, and that is no fault of the server's.
 */
export function read<Input, Output>(
  query: Operation<Input, Output>,
  input: Input,
  place: Place,
): Promise<Output> {
  const answer = answerOf(query, input, place);
  answer.catch(() => {});
  return answer;
}

async function answerOf<Input, Output>(
  query: Operation<Input, Output>,
  input: Input,
  place: Place,
): Promise<Output> {
  try {
    return await query.execute(webDeps(), await principalIn(place), input);
  } catch (error) {
    return turnAway(error);
  }
}

/** The answer of a query that needs no sign-in, for the pages behind links; null when there is no such thing. */
export async function readOpenly<Input, Output>(
  query: Operation<Input, Output>,
  input: Input,
): Promise<Output | null> {
  try {
    return await query.execute(webDeps(), anonymousPrincipal(await currentRequest()), input);
  } catch (error) {
    const { code } = toDomainError(error);
    return code === "not_found" || code === "invalid_input" ? null : turnAway(error);
  }
}
