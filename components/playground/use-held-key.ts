"use client";
// The issued key that the playground spends. Its secret lives in this state alone, until the page is left.
import { useRef, useState } from "react";
import { attempt } from "#components/form/act.ts";
import { GatewayRefusal, modelsOf, whoseKey } from "#components/playground/gateway-client.ts";
import type { PlaygroundProps } from "#components/playground/playground-actions.ts";
import { type GatewayTerms, gatewayTerms } from "#lib/shared/gateway.ts";

export interface HeldKey {
  secret: string;
  type(secret: string): void;
  /** Asks the gateway what the key is. */
  look(secret: string): Promise<void>;
  looking: boolean;
  /** Null until it is known. */
  name: string | null;
  error: string | null;
  models: string[];
  /** The plan's, until the key is known. */
  terms: GatewayTerms;
}

type Known = Pick<HeldKey, "name" | "error" | "models" | "terms">;

/** Shorter ones are none. */
const SHORTEST = 16;

export function useHeldKey({ place, plan, actions }: PlaygroundProps): HeldKey {
  const nothing: Known = { name: null, error: null, models: [], terms: gatewayTerms(plan, null) };
  const [secret, setSecret] = useState("");
  const [known, setKnown] = useState(nothing);
  const [looking, setLooking] = useState(false);
  const last = useRef({ secret: "", stop: new AbortController() });

  const look = async (text: string) => {
    if (text === last.current.secret) return;
    last.current.stop.abort();
    const stop = new AbortController();
    last.current = { secret: text, stop };
    setKnown(nothing);
    if (text.length < SHORTEST) return;
    setLooking(true);
    const found = await lookUp(text, stop.signal).catch((error: unknown) => refused(error));
    if (stop.signal.aborted) return;
    setLooking(false);
    setKnown(found);
  };

  async function lookUp(text: string, signal: AbortSignal): Promise<Known> {
    const { keyId, name, clientId } = await whoseKey(text, signal);
    if (clientId !== place.tenant) return { ...nothing, error: "This key belongs to another workspace." };
    const [models, view] = await Promise.all([
      modelsOf(text, signal),
      attempt(actions.key, place, { keyId }),
    ]);
    const terms = view.ok ? gatewayTerms(plan, view.data.gateway) : nothing.terms;
    return { name, models, terms, error: null };
  }

  const refused = (error: unknown): Known => ({
    ...nothing,
    error: error instanceof GatewayRefusal ? error.message : "The key could not be looked up. Try again.",
  });

  const type = (text: string) => setSecret(text.trim());
  return { secret, type, look, looking, ...known };
}
