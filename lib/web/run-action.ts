// What happens when a form of the dashboard is sent: the origin is checked, the session and the rights are read again,
// the operation runs, and errors become words that may be shown. Knows nothing of Next, so that tests can call it.
import { resolveSession } from "#lib/auth/resolve-session.ts";
import { toDomainError } from "#lib/core/driver-errors.ts";
import { DomainError } from "#lib/core/errors.ts";
import type { Log } from "#lib/core/log.ts";
import type { Deps, Operation } from "#lib/core/operation.ts";
import { anonymousPrincipal } from "#lib/core/principal.ts";
import { requireProof } from "#lib/core/proof.ts";
import type { ActionResult } from "#lib/shared/action-result.ts";
import { enter } from "./entry.ts";
import { isOwnOrigin } from "./own-origin.ts";
import { type Place, placeSchema } from "./place.ts";
import type { WebRequest } from "./request.ts";
import { refuseUnannounced, refuseWhileVisiting } from "./visiting.ts";

interface ActionContext {
  deps: Deps;
  log: Log;
  request: WebRequest;
  /** Whether this is a development server, which may be reached by either name of the loopback. */
  development: boolean;
  /** For the few operations that need no sign-in, such as accepting an invitation. */
  anonymous?: boolean;
  /** Whether to ask for proof, although the operation does not. */
  sensitive?: boolean;
}

export async function runAction<Input, Output>(
  operation: Operation<Input, Output>,
  context: ActionContext,
  place: Place,
  input: Input,
): Promise<ActionResult<Output>> {
  try {
    return { ok: true, data: await perform(operation, context, place, input) };
  } catch (error) {
    return { ok: false, error: explain(error, operation.name, context) };
  }
}

async function perform<Input, Output>(
  operation: Operation<Input, Output>,
  { deps, request, development, anonymous, sensitive }: ActionContext,
  rawPlace: Place,
  input: Input,
): Promise<Output> {
  if (!isOwnOrigin(request.origin, deps.publicUrl, development))
    throw new DomainError(
      "forbidden",
      `This form was sent from another address. Open Keyhold at ${deps.publicUrl}.`,
    );
  const place = placeSchema.safeParse(rawPlace);
  if (!place.success) throw new DomainError("invalid_input", "Say where this is to be done.");
  const nobody = anonymousPrincipal(request);
  const token = request.sessionToken;
  const session = token ? await resolveSession.execute(deps, nobody, { token }) : null;
  if (!session && anonymous) return operation.execute(deps, nobody, input);
  const entry = await enter(deps, session, place.data, request);
  refuseUnannounced(entry, request.path);
  if (operation.kind === "command") refuseWhileVisiting(entry, operation);
  const { principal } = entry;
  if (sensitive) requireProof(principal, deps.clock());
  return operation.execute(deps, principal, input);
}

function explain(error: unknown, action: string, { log, request: { requestId } }: ActionContext) {
  const { code, message, fields, cause } = toDomainError(error);
  if (code === "internal" || code === "unavailable")
    log.error({ action, requestId, err: cause ?? error }, "action failed");
  if (code === "internal")
    return { code, message: `Something went wrong on our side. Reference: ${requestId}.`, requestId };
  return { code, message, fields, requestId };
}
