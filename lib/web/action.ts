// How a form writes: `export const revokeKeyAction = action(revokeKey, { refresh: true })` in a "use server" file.
import "server-only";
import { refresh } from "next/cache";
import type { Operation } from "#lib/core/operation.ts";
import type { ActionResult } from "#lib/shared/action-result.ts";
import { webDeps, webLog, webSettings } from "./deps.ts";
import type { Place } from "./place.ts";
import { currentRequest } from "./request.ts";
import { runAction } from "./run-action.ts";

interface ActionOptions {
  /** Renders the page again after success, so that it shows what changed. */
  refresh?: boolean;
  /** For the few operations that need no sign-in. */
  anonymous?: boolean;
  /** For what is sensitive by its number, not by its kind: asks for the proof that sensitive operations ask for. */
  sensitive?: boolean;
}

/** The server action of an operation. It never throws; see ActionResult. */
export function action<Input, Output>(operation: Operation<Input, Output>, options: ActionOptions = {}) {
  return async (place: Place, input: Input): Promise<ActionResult<Output>> => {
    const context = {
      deps: webDeps(),
      log: webLog(),
      request: await currentRequest(),
      development: webSettings().development,
      anonymous: options.anonymous,
      sensitive: options.sensitive,
    };
    const result = await runAction(operation, context, place, input);
    if (result.ok && options.refresh) refresh();
    return result;
  };
}
