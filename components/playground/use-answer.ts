"use client";
// One answer at a time: asked for, shown as it comes, stopped when a person has seen enough, and then reckoned up.
import { useEffect, useRef, useState } from "react";
import { attempt } from "#components/form/act.ts";
import { type ChatCall, chat, GatewayRefusal } from "#components/playground/gateway-client.ts";
import type { PlaygroundProps } from "#components/playground/playground-actions.ts";
import type { ModelCallView } from "#lib/usage/find-model-call.ts";

export interface Answer {
  state: "none" | "asking" | "streaming" | "done" | "stopped" | "failed";
  text: string;
  requestId: string;
  /** Milliseconds from the press of the button, as this browser saw it; null until then. */
  firstMs: number | null;
  totalMs: number | null;
  failure: { message: string; code: string } | null;
  /** From the ledger: "waiting" until it stands there, "late" when it took too long. */
  receipt: ModelCallView | "waiting" | "late" | null;
}

const NONE: Answer = {
  ...{ state: "none", text: "", requestId: "", firstMs: null, totalMs: null },
  ...{ failure: null, receipt: null },
};

/** A call is stored within some tenths of a second, while all is well. */
const RECEIPT_AFTER_MS = [300, 500, 1_000, 2_000, 3_000, 5_000];

export function useAnswer({ place, actions }: PlaygroundProps) {
  const [answer, setAnswer] = useState(NONE);
  const calling = useRef<AbortController>(undefined);
  useEffect(() => () => calling.current?.abort(), []);

  const ask = async (call: ChatCall) => {
    const stop = new AbortController();
    calling.current = stop;
    const start = performance.now();
    const sinceStart = () => performance.now() - start;
    let now: Answer = { ...NONE, state: "asking" };
    const show = (change: Partial<Answer>) => {
      now = { ...now, ...change };
      setAnswer(now);
    };
    show({});
    try {
      const { requestId, pieces } = await chat(call, stop.signal);
      show({ requestId });
      for await (const piece of pieces)
        if (piece) show({ state: "streaming", text: now.text + piece, firstMs: now.firstMs ?? sinceStart() });
      show({ state: "done" });
    } catch (error) {
      show(endedBy(error, stop.signal, now));
    }
    show({ totalMs: sinceStart() });
    // Without an id nothing reached the gateway, or it refused: nothing is to be paid.
    if (!now.requestId || (now.state === "failed" && now.text === "")) return;
    show({ receipt: "waiting" });
    show({ receipt: await receiptOf(now.requestId) });
  };

  async function receiptOf(requestId: string): Promise<Answer["receipt"]> {
    for (const ms of RECEIPT_AFTER_MS) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      const result = await attempt(actions.call, place, { requestId });
      if (result.ok && result.data) return result.data;
    }
    return "late";
  }

  return { answer, ask, stop: () => calling.current?.abort() };
}

function endedBy(error: unknown, signal: AbortSignal, { requestId }: Answer): Partial<Answer> {
  if (signal.aborted) return { state: "stopped" };
  if (error instanceof GatewayRefusal) {
    const failure = { message: error.message, code: error.code };
    return { state: "failed", failure, requestId: error.requestId || requestId };
  }
  const failure = { message: "The connection broke before the answer was whole.", code: "broken" };
  return { state: "failed", failure };
}
