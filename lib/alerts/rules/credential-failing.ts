// The last test of a provider key failed.
import type { SettingsOf } from "#lib/shared/alerts.ts";
import type { CheckState } from "#lib/shared/credential-states.ts";
import { dayOf, type Judged } from "./judged.ts";

export interface CredentialFacts {
  credentialId: string;
  label: string;
  provider: string;
  state: CheckState;
  checkedAt: Date;
}

const WORDS: Record<CheckState, string> = {
  ok: "works",
  invalid: "is refused by the provider",
  out_of_quota: "has no quota left at the provider",
  unreachable: "could not be tried, because the provider does not answer",
  undecryptable: "cannot be decrypted",
};

/** `page` is where provider keys are looked after. */
export function judgeCredential(
  { credentialId, label, provider, state, checkedAt }: CredentialFacts,
  { unreachable }: SettingsOf["credential_failing"],
  page: string,
): Judged | null {
  if (state === "ok" || (state === "unreachable" && !unreachable)) return null;
  return {
    subject: credentialId,
    subjectLabel: label,
    keyId: null,
    period: dayOf(checkedAt),
    goesOn: true,
    title: `The provider key ${label} fails`,
    text: `The key for ${provider} ${WORDS[state]}; calls that it pays for fail.`,
    path: page,
  };
}
