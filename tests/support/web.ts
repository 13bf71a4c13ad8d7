// A browser as the dashboard's server sees it: a cookie's token and an Origin, without Next around it.
import { resolveSession } from "#lib/auth/resolve-session.ts";
import type { SessionView } from "#lib/auth/session-view.ts";
import { createLog } from "#lib/core/log.ts";
import type { Operation } from "#lib/core/operation.ts";
import { anonymousPrincipal } from "#lib/core/principal.ts";
import type { ActionResult } from "#lib/shared/action-result.ts";
import { enter } from "#lib/web/entry.ts";
import type { Place } from "#lib/web/place.ts";
import { runAction } from "#lib/web/run-action.ts";
import type { TestWorld } from "./world.ts";

export interface Browser {
  token: string;
  /** Sends a form. `origin` is the site's own unless given. */
  act<Input, Output>(
    operation: Operation<Input, Output>,
    place: Place,
    input: Input,
    origin?: string | null,
  ): Promise<ActionResult<Output>>;
  /** Reads as a page does. Throws DomainError. */
  read<Input, Output>(operation: Operation<Input, Output>, place: Place, input: Input): Promise<Output>;
  session(): Promise<SessionView | null>;
}

/** A browser that holds the session token `token`. `sensitive` is what its forms' actions were made with, `path` the page they are on. */
export function browserOf(
  world: TestWorld,
  token: string,
  options: { sensitive?: boolean; path?: string } = {},
): Browser {
  const { deps } = world;
  const { path, ...action } = options;
  const request = { sessionToken: token, requestId: "req_test", path, ip: null, userAgent: "test" };
  const session = () => resolveSession.execute(deps, anonymousPrincipal(), { token });
  return {
    token,
    session,
    act: (operation, place, input, origin = deps.publicUrl) =>
      runAction(
        operation,
        {
          deps,
          log: createLog("test", "silent"),
          request: { ...request, origin },
          development: false,
          ...action,
        },
        place,
        input,
      ),
    read: async (operation, place, input) => {
      const { principal } = await enter(deps, await session(), place, request);
      return operation.execute(deps, principal, input);
    },
  };
}
