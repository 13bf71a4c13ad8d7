// A server action as components get it: in a place, with an input, never throwing for what the server refused.
import { askForProof } from "#components/form/confirmation.ts";
import type { ActionResult } from "#lib/shared/action-result.ts";
import type { Place } from "#lib/web/place.ts";

export type Act<Input, Output> = (place: Place, input: Input) => Promise<ActionResult<Output>>;

/**
 * Runs the action; a connection that broke is an error like any other. Where the server first wants to know that it is
 * still the same person, they are asked, and the action is run again with the same input.
 */
export async function attempt<Input, Output>(
  act: Act<Input, Output>,
  place: Place,
  input: Input,
): Promise<ActionResult<Output>> {
  let result = await send(act, place, input);
  while (wantsProof(result) && (await askForProof())) result = await send(act, place, input);
  return result;
}

/** Whether nothing was done because the person turned away from the question who they are. */
export function wantsProof(result: ActionResult<unknown>): boolean {
  return !result.ok && result.error.code === "confirmation_needed";
}

async function send<Input, Output>(
  act: Act<Input, Output>,
  place: Place,
  input: Input,
): Promise<ActionResult<Output>> {
  try {
    return await act(place, input);
  } catch {
    return { ok: false, error: UNREACHABLE };
  }
}

const UNREACHABLE = {
  code: "unavailable",
  message: "Keyhold could not be reached. Check the connection and try again.",
  requestId: "",
};
