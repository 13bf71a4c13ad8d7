// How a page reads: one query, as the person of the request, in a place.
import "server-only";
import type { Operation } from "#lib/core/operation.ts";
import { webDeps } from "./deps.ts";
import type { Place } from "./place.ts";
import { principalIn } from "./principal.ts";
import { turnAway } from "./turn-away.ts";

/**
 * The answer of `query`. Without a session the person goes to /sign-in; what they may not see or what does not
 * exist is "not found"; a missing permission is the "no access" page.
 */
export async function read<Input, Output>(
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
