"use client";
// The form, and the answer beside it. A key typed for one call lives in this component and in the call, and nowhere else.
import Link from "next/link";
import { useState } from "react";
import { useGeneration } from "./use-generation.ts";

interface Props {
  models: string[];
  /** Providers of which the team has stored a key. */
  stored: string[];
  /** Why this member may not generate; null when they may. */
  refused: string | null;
}

const PAYERS = [
  { value: "managed", label: "Managed", detail: "We pay the provider." },
  { value: "byok", label: "Your stored key", detail: "From the settings." },
  { value: "request", label: "A key for this call", detail: "Stored nowhere." },
];
const PAID_BY: Record<string, string> = {
  managed: "us",
  byok: "your stored key",
  request: "the key you typed",
};

export function Builder({ models, stored, refused }: Props) {
  const [job, setJob] = useState("");
  // The provider whose key set-up stores for what is managed.
  const [model, setModel] = useState(models.find((name) => name.startsWith("openai/")) ?? models[0] ?? "");
  const [payer, setPayer] = useState("managed");
  const [providerKey, setProviderKey] = useState("");
  const { state, text, receipt, failure, generate } = useGeneration();
  const provider = model.split("/")[0] ?? "";
  const isMissing = payer === "byok" && !stored.includes(provider);
  return (
    <div className="columns">
      <form
        className="card"
        onSubmit={(event) => {
          event.preventDefault();
          void generate({ job, model, payer, providerKey });
          setProviderKey("");
        }}
      >
        <label>
          The job
          <textarea
            required
            rows={4}
            maxLength={2_000}
            value={job}
            placeholder="Repaint a lighthouse before winter"
            onChange={(event) => setJob(event.target.value)}
          />
        </label>
        <label>
          Model
          <select value={model} onChange={(event) => setModel(event.target.value)}>
            {models.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <fieldset>
          <legend>Who pays</legend>
          {PAYERS.map(({ value, label, detail }) => (
            <label key={value} className="choice">
              <input
                type="radio"
                name="payer"
                value={value}
                checked={payer === value}
                onChange={() => setPayer(value)}
              />
              <span>
                {label}
                <small>{detail}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {isMissing ? (
          <p className="hint">
            No key for {provider} is stored yet. <Link href="/settings">Store one</Link>
          </p>
        ) : null}
        {payer === "request" ? (
          <label>
            Key for {provider}
            <input
              type="password"
              required
              autoComplete="off"
              value={providerKey}
              onChange={(event) => setProviderKey(event.target.value)}
            />
          </label>
        ) : null}
        {refused ? <p className="hint">{refused}</p> : null}
        <button type="submit" disabled={state === "busy" || isMissing || refused !== null}>
          {state === "busy" ? "Building…" : "Build the crew"}
        </button>
      </form>
      <section className="card answer" aria-live="polite" aria-busy={state === "busy"} aria-label="The crew">
        {text || failure || state === "busy" ? null : <p className="empty">The crew appears here.</p>}
        {text ? <p className="text">{text}</p> : null}
        {failure ? (
          <p role="alert" className="failure">
            {failure.message} {failure.status === 429 ? <Link href="/settings">See your plan</Link> : null}
          </p>
        ) : null}
        {receipt ? (
          <p className="receipt">
            <strong>{receipt.cost === null ? "No known price" : `$${receipt.cost}`}</strong>, paid by{" "}
            {PAID_BY[receipt.payer]}. {receipt.inputTokens} tokens in, {receipt.outputTokens} out.
          </p>
        ) : null}
      </section>
    </div>
  );
}
