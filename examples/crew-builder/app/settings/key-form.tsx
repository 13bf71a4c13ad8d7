"use client";
// Asks for a provider key and seals it for Keyhold before it leaves this browser.
import { type FormEvent, useState } from "react";
import type { Credential, ProviderId } from "#clients/typescript/src/index.ts";
import { canSeal, PROVIDER_URLS, sealProviderKey } from "#clients/typescript/src/seal.ts";
import { addKey, beginEntry, type Done, replaceKey } from "./actions.ts";
import { useDeed } from "./use-deed.ts";

/** Those that need no address of their own. */
const PROVIDERS = (Object.keys(PROVIDER_URLS) as ProviderId[]).filter((id) => PROVIDER_URLS[id] !== null);

interface Props {
  /** The one whose key is replaced; left out for a new one. */
  credential?: Credential;
  onDone?(): void;
}

export function KeyForm({ credential, onDone }: Props) {
  const [provider, setProvider] = useState<ProviderId>(credential?.provider ?? "openai");
  const [label, setLabel] = useState("");
  const [typed, setTyped] = useState("");
  const { pending, failure, run } = useDeed();

  const store = async (): Promise<Done<unknown>> => {
    if (!canSeal()) return { ok: false, why: "Browsers encrypt on https and on localhost only." };
    const ticket = await beginEntry(credential?.id);
    if (!ticket.ok) return ticket;
    const entry = await sealProviderKey(ticket.value, { provider }, typed);
    return credential ? replaceKey(credential.id, entry) : addKey(provider, label || provider, entry);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(store, () => {
      setTyped("");
      setLabel("");
      onDone?.();
    });
  };

  return (
    <form className="entry" onSubmit={submit}>
      {credential ? null : (
        <>
          <label>
            Provider
            <select value={provider} onChange={(event) => setProvider(event.target.value as ProviderId)}>
              {PROVIDERS.map((id) => (
                <option key={id}>{id}</option>
              ))}
            </select>
          </label>
          <label>
            Name
            <input
              value={label}
              maxLength={80}
              placeholder={provider}
              onChange={(event) => setLabel(event.target.value)}
            />
          </label>
        </>
      )}
      <label>
        {credential ? "New key" : "Key"}
        <input
          type="password"
          required
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <button type="submit" disabled={pending}>
        {credential ? "Encrypt and replace" : "Encrypt and add"}
      </button>
      {failure ? (
        <p role="alert" className="failure">
          {failure}
        </p>
      ) : null}
    </form>
  );
}
