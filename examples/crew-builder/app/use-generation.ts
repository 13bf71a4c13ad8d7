"use client";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Receipt } from "../keyhold.ts";

interface Wish {
  job: string;
  model: string;
  payer: string;
  /** Sent with the call when that is who pays. */
  providerKey: string;
}

interface Generation {
  state: "idle" | "busy";
  text: string;
  receipt: Receipt | null;
  failure: { status: number; message: string } | null;
}

const NONE: Generation = { state: "idle", text: "", receipt: null, failure: null };

/** One answer at a time, shown as it comes. */
export function useGeneration() {
  const [shown, setShown] = useState(NONE);
  const router = useRouter();

  async function generate(wish: Wish): Promise<void> {
    let now: Generation = { ...NONE, state: "busy" };
    const show = (change: Partial<Generation>) => {
      now = { ...now, ...change };
      setShown(now);
    };
    show({});
    try {
      for await (const { event, data } of eventsOf(await ask(wish))) {
        if (data === "[DONE]") continue;
        const said = JSON.parse(data);
        if (event === "receipt") show({ receipt: said });
        else if (said.error) show({ failure: { status: 502, message: said.error.message } });
        else show({ text: now.text + (said.choices[0]?.delta.content ?? "") });
      }
    } catch (error) {
      const failure = error instanceof Refused ? error : { status: 0, message: "The connection broke." };
      show({ failure });
    }
    show({ state: "idle" });
    // The meter has moved.
    router.refresh();
  }

  return { ...shown, generate };
}

class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

async function ask({ providerKey, ...wish }: Wish): Promise<Response> {
  const answer = await fetch("/generate", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(wish.payer === "request" && { "x-provider-key": providerKey.trim() }),
    },
    body: JSON.stringify(wish),
  });
  if (answer.ok) return answer;
  const { error } = await answer.json();
  throw new Refused(answer.status, error.message);
}

async function* eventsOf({ body }: Response) {
  const reader = body
    ?.pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  for (;;) {
    const next = await reader?.read();
    if (!next || next.done) return;
    yield next.value;
  }
}
