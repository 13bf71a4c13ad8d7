"use client";
// The team's keys at providers: added, tried, replaced and removed, and shown by their last four characters.
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { Credential } from "#clients/typescript/src/index.ts";
import { removeKey, testKey } from "./actions.ts";
import { KeyForm } from "./key-form.tsx";
import { useDeed } from "./use-deed.ts";

const STATES: Record<Credential["state"], { words: string; tone: string }> = {
  pending: { words: "being stored", tone: "" },
  refused: { words: "did not arrive whole", tone: "bad" },
  unchecked: { words: "not tested", tone: "" },
  ok: { words: "works", tone: "good" },
  invalid: { words: "refused by the provider", tone: "bad" },
  out_of_quota: { words: "out of credit", tone: "bad" },
  unreachable: { words: "provider out of reach", tone: "bad" },
  undecryptable: { words: "enter it again", tone: "bad" },
};

export function ProviderKeys({ credentials, mayTouch }: { credentials: Credential[]; mayTouch: boolean }) {
  useRefreshWhile(credentials.some(isBusy));
  return (
    <section className="card">
      <h2>Provider keys</h2>
      <p className="hint">
        Encrypted in your browser. We store what we cannot read, and nobody is shown a key again.
      </p>
      <ul className="rows">
        {credentials.map((credential) => (
          <KeyRow key={credential.id} credential={credential} mayTouch={mayTouch} />
        ))}
      </ul>
      {credentials.length === 0 ? <p className="empty">No key is stored yet.</p> : null}
      {mayTouch ? <KeyForm /> : null}
    </section>
  );
}

function KeyRow({ credential, mayTouch }: { credential: Credential; mayTouch: boolean }) {
  const [replacing, setReplacing] = useState(false);
  const { pending, failure, run } = useDeed();
  const { id, label, provider, last4 } = credential;
  const { words, tone } = standing(credential);
  const remove = () => {
    if (confirm(`Remove “${label}”? Generations that it pays fail at once.`)) run(() => removeKey(id));
  };
  return (
    <li>
      <div className="key">
        <strong>{label}</strong>
        <small>
          {provider} <code>{last4 ? `…${last4}` : ""}</code>
        </small>
      </div>
      <span className={`badge ${tone}`}>{words}</span>
      {mayTouch ? (
        <div className="deeds">
          <button type="button" className="quiet" disabled={pending} onClick={() => run(() => testKey(id))}>
            Test
          </button>
          <button type="button" className="quiet" disabled={pending} onClick={() => setReplacing(!replacing)}>
            Replace
          </button>
          <button type="button" className="quiet bad" disabled={pending} onClick={remove}>
            Remove
          </button>
        </div>
      ) : null}
      {failure ? (
        <p role="alert" className="failure">
          {failure}
        </p>
      ) : null}
      {replacing ? <KeyForm credential={credential} onDone={() => setReplacing(false)} /> : null}
    </li>
  );
}

const isBusy = ({ versions }: Credential) =>
  versions.some(({ state, check }) => state === "sealed" || check.running);

/** Of a key that is replaced, the old one is shown until the new one is taken in. */
function standing({ state, versions }: Credential): { words: string; tone: string } {
  if (versions.some((version) => version.state === "sealed")) return STATES.pending;
  if (versions.some(({ check }) => check.running)) return { words: "being tested", tone: "" };
  return versions[0]?.state === "refused" ? STATES.refused : STATES[state];
}

/** Keyhold takes keys in and tries them within seconds; the page looks again until it has. */
function useRefreshWhile(busy: boolean) {
  const { refresh } = useRouter();
  useEffect(() => {
    if (!busy) return;
    const timer = setInterval(refresh, 1_000);
    return () => clearInterval(timer);
  }, [busy, refresh]);
}
