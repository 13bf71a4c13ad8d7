// An operation as an endpoint uses it: its input is whatever a program sent, which the operation itself parses.
import type { z } from "zod";
import type { Tx } from "#db/tenant.ts";
import type { Deps, Operation } from "#lib/core/operation.ts";
import type { Principal } from "#lib/core/principal.ts";

export interface Call extends Pick<Operation, "name" | "kind" | "on" | "can"> {
  input: z.ZodType;
  /** `settle` is handed the body of the answer, before the commit. */
  execute(
    deps: Deps,
    principal: Principal,
    input: unknown,
    settle?: (tx: Tx, body: unknown) => Promise<void>,
  ): Promise<unknown>;
}

/** `body` makes the answer's body of what the operation returns; it is the same when left out. */
export function call<Input, Output>(
  operation: Operation<Input, Output>,
  body: (output: Output) => unknown = (output) => output,
): Call {
  const { name, kind, on, can, input } = operation;
  return {
    name,
    kind,
    on,
    can,
    input,
    execute: async (deps, principal, raw, settle) =>
      body(
        await operation.execute(
          deps,
          principal,
          raw as Input,
          settle && ((tx, output) => settle(tx, body(output))),
        ),
      ),
  };
}
