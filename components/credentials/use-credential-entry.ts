"use client";
// Seals what was typed and hands it in.
import { useState } from "react";
import type { CredentialActions } from "#components/credentials/credential-actions.ts";
import type { CredentialWish } from "#components/credentials/credential-dialog.tsx";
import { sealEntry } from "#components/credentials/seal-entry.ts";
import { attempt } from "#components/form/act.ts";
import { useServerErrors } from "#components/form/use-server-errors.ts";
import { toast } from "#components/ui/toast.ts";
import type { ProviderId } from "#lib/shared/providers.ts";
import type { Place } from "#lib/web/place.ts";

interface Typed {
  provider: ProviderId;
  label: string;
  baseUrl: string;
  secret: string;
}

/** `enter` answers whether it was taken; else the form says why. */
export function useCredentialEntry(place: Place, wish: CredentialWish, actions: CredentialActions) {
  const errors = useServerErrors();
  const [pending, setPending] = useState(false);
  const enter = async (typed: Typed): Promise<boolean> => {
    errors.clear();
    const wrong = faultsOf(typed);
    if (wrong.length > 0) {
      for (const [path, message] of wrong) errors.showAt(path, message);
      return false;
    }
    setPending(true);
    try {
      const result = await send(place, wish, actions, typed);
      if (result.ok) toast.success(wish.kind === "add" ? `${typed.label} is added` : "The new key is in");
      else errors.show(result.error, (path) => (path === "sealed" || path === "nonce" ? "secret" : path));
      return result.ok;
    } finally {
      setPending(false);
    }
  };
  return { errors, pending, enter };
}

async function send(place: Place, wish: CredentialWish, actions: CredentialActions, typed: Typed) {
  const { provider, label } = typed;
  const baseUrl = new URL(typed.baseUrl).href.replace(/\/+$/, "");
  const credentialId = wish.kind === "add" ? null : wish.credential.id;
  const secret = typed.secret.trim();
  const entry = await sealEntry(actions.begin, place, credentialId, { provider, baseUrl }, secret);
  if (!entry.ok) return entry;
  return wish.kind === "add"
    ? attempt(actions.add, place, { provider, label, baseUrl, ...entry.data })
    : attempt(actions.replace, place, {
        credentialId: wish.credential.id,
        baseUrl,
        beside: wish.kind === "beside",
        ...entry.data,
      });
}

/** What the server could not see in a sealed key. */
function faultsOf({ secret, baseUrl }: Typed): [string, string][] {
  const faults: [string, string][] = [];
  if (!URL.canParse(baseUrl) || !/^https?:/.test(baseUrl))
    faults.push(["baseUrl", "Give an address that begins with https://."]);
  if (!/^[\x21-\x7e]{8,1000}$/.test(secret.trim()))
    faults.push(["secret", "A key is one word of at least 8 letters, digits and signs, without spaces."]);
  return faults;
}
