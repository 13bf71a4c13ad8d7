// A server action as components get it: in a place, with an input, never throwing for what the server refused.
import type { ActionResult } from "#lib/shared/action-result.ts";
import type { Place } from "#lib/web/place.ts";

export type Act<Input, Output> = (place: Place, input: Input) => Promise<ActionResult<Output>>;

/** Runs the action; a connection that broke is an error like any other. */
export async function attempt<Input, Output>(
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
