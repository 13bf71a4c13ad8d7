// POST /v1/keys/verify as it comes by the thousand: plain head, plain JSON, one write. Without a promise when token,
// key and limits are in memory. Whatever is unusual goes to the handler, whose answers these are to the letter.
import { isAscii } from "node:buffer";
import type { NowOrLater } from "#lib/core/now-or-later.ts";
import { wholeBody } from "#lib/http/whole-body.ts";
import type { ServiceCaller } from "#lib/tokens/authenticate-token.ts";
import { meterIsFull } from "#lib/verify/meter.ts";
import { type Verification, verifyUnkept } from "#lib/verify/verify.ts";
import type { ApiContext } from "../context.ts";
import type { Exchange } from "../exchange.ts";
import type { Lane } from "../listener.ts";
import { plainHead } from "./plain-head.ts";
import { plainQuestion } from "./plain-question.ts";
import { callOf, requireVerifier, verifyText } from "./verify-key.ts";

const PATH = "/v1/keys/verify";

export function verifyLane({ authenticate, verification: deps }: ApiContext): Lane {
  const answer = (exchange: Exchange, verification: Verification): void =>
    deps.meter.whenWritten((error) =>
      error
        ? exchange.fail(meterIsFull(error), PATH)
        : exchange.answer(verifyText(verification, exchange.requestId)),
    );

  const verifyFor = (exchange: Exchange, caller: ServiceCaller, body: Buffer, otherwise: Otherwise): void => {
    const input = isAscii(body) ? plainQuestion(body.toString("latin1")) : null;
    if (!input) {
      otherwise(body);
      return;
    }
    const { question, labels } = callOf(input, caller, exchange.requestId);
    settle(
      exchange,
      () => verifyUnkept(deps, input.key, question, labels),
      (verification) => answer(exchange, verification),
    );
  };

  return {
    method: "POST",
    path: PATH,
    take(exchange, otherwise) {
      const head = plainHead(exchange.message);
      if (!head) {
        otherwise();
        return;
      }
      exchange.route = PATH;
      settle(
        exchange,
        () => authenticate(head.token),
        (caller) => {
          requireVerifier(caller);
          wholeBody(exchange.message, head.length, (body) => verifyFor(exchange, caller, body, otherwise));
        },
      );
    },
  };
}

type Otherwise = (body: Buffer) => void;

/** `next` with what `work` comes to, at once when it is there; what fails becomes the answer. */
function settle<T>(exchange: Exchange, work: () => NowOrLater<T>, next: (value: T) => void): void {
  const fail = (error: unknown) => exchange.fail(error, PATH);
  try {
    const value = work();
    if (value instanceof Promise) value.then(next).catch(fail);
    else next(value);
  } catch (error) {
    fail(error);
  }
}
