// POST /v1/keys/verify as it comes by the thousand: without a promise when token, key and limits are in memory. Whatever
// is unusual goes to the handler, whose answers these are to the letter.
import type { NowOrLater } from "#lib/core/now-or-later.ts";
import { meterIsFull } from "#lib/verify/meter.ts";
import { type Verification, verifyUnkept } from "#lib/verify/verify.ts";
import type { ApiContext } from "../context.ts";
import type { WireExchange, WireLane } from "../wire/connection.ts";
import { plainQuestion } from "./plain-question.ts";
import { callOf, requireVerifier, verifyText } from "./verify-key.ts";

export function verifyLane({ authenticate, verification: deps }: ApiContext): WireLane {
  const answer = (exchange: WireExchange, verification: Verification): void => {
    const { requestId } = exchange;
    deps.meter.whenWritten((error) =>
      error ? exchange.fail(meterIsFull(error)) : exchange.answer(verifyText(verification, requestId)),
    );
  };
  return {
    path: "/v1/keys/verify",
    take({ token, body }, exchange) {
      const input = plainQuestion(body);
      if (!input) return false;
      settle(
        exchange,
        () => authenticate(token),
        (caller) => {
          requireVerifier(caller);
          const { question, labels } = callOf(input, caller, exchange.requestId);
          settle(
            exchange,
            () => verifyUnkept(deps, input.key, question, labels),
            (verification) => answer(exchange, verification),
          );
        },
      );
      return true;
    },
  };
}

/** `next` with what `work` comes to, at once when it is there; what fails becomes the answer. */
function settle<T>(exchange: WireExchange, work: () => NowOrLater<T>, next: (value: T) => void): void {
  const fail = (error: unknown) => exchange.fail(error);
  try {
    const value = work();
    if (value instanceof Promise) value.then(next).catch(fail);
    else next(value);
  } catch (error) {
    fail(error);
  }
}
