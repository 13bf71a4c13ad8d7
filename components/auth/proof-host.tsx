"use client";
// Holds the dialog that asks a person to prove who they are; fetched when an action first wants it.
import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import type { Act } from "#components/form/act.ts";
import { answerProof, isProofAsked, onProofAsked } from "#components/form/confirmation.ts";

const ProofDialog = dynamic(() => import("#components/auth/proof-dialog.tsx"), { ssr: false });

export interface ProofHostProps {
  email: string;
  /** Whoever signs in by a provider alone has none, and is led to a new sign-in. */
  hasPassword: boolean;
  confirm: Act<{ password: string }, { confirmed: boolean }>;
}

export function ProofHost(props: ProofHostProps) {
  const asked = useSyncExternalStore(onProofAsked, isProofAsked, () => false);
  return asked ? <ProofDialog {...props} onAnswer={answerProof} /> : null;
}
