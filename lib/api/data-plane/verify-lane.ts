// POST /v1/keys/verify as it comes by the thousand: without a promise when token, key and limits are in memory. Whatever
// is unusual goes to the handler, whose answers these are to the letter.
import type { ServiceCaller } from "#lib/tokens/authenticate-token.ts";
import { meterIsFull } from "#lib/verify/meter.ts";
import { type Verification, verifyUnkept } from "#lib/verify/verify.ts";
import type { ApiContext } from "../context.ts";
import type { WireExchange, WireLane } from "../wire/connection.ts";
import { type PlainQuestion, plainQuestion } from "./plain-question.ts";
import { callOf, requireVerifier, verifyText } from "./verify-key.ts";

export function verifyLane({ authenticate, verification: deps, deps: { publicUrl } }: ApiContext): WireLane {
  const answer = (exchange: WireExchange, verification: Verification): void =>
    deps.meter.whenWritten((error) =>
      error
        ? exchange.fail(meterIsFull(error))
        : exchange.answer(verifyText(verification, exchange.requestId, publicUrl)),
    );

  /** Whatever is thrown, or rejected with, becomes the answer. */
  const decide = (
    exchange: WireExchange,
    input: PlainQuestion,
    caller: ServiceCaller,
  ): Promise<void> | void => {
    requireVerifier(caller);
    const { question, labels } = callOf(input, caller, exchange.requestId);
    const verification = verifyUnkept(deps, input.key, question, labels);
    if (verification instanceof Promise) return verification.then((known) => answer(exchange, known));
    answer(exchange, verification);
  };

  return {
    path: "/v1/keys/verify",
    take({ token, body }, exchange) {
      const input = plainQuestion(body);
      if (!input) return false;
      try {
        const caller = authenticate(token);
        const later =
          caller instanceof Promise
            ? caller.then((known) => decide(exchange, input, known))
            : decide(exchange, input, caller);
        later?.catch((error: unknown) => exchange.fail(error));
      } catch (error) {
        exchange.fail(error);
      }
      return true;
    },
  };
}
