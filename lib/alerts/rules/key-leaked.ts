// A key was found where the world can read it.
import type { Id } from "#lib/shared/ids.ts";
import type { LeakAction } from "#lib/shared/leaks.ts";
import type { Judged } from "./judged.ts";

export interface LeakFacts {
  leakId: string;
  keyId: Id<"key">;
  keyName: string;
  url: string;
  action: LeakAction;
}

const DONE: Record<LeakAction, string> = {
  none: "Nothing was done to it: rotate or revoke it if it is still good.",
  disabled: "It was disabled.",
  revoked: "It was revoked.",
};

export function judgeLeak({ leakId, keyId, keyName, url, action }: LeakFacts): Judged {
  return {
    subject: keyId,
    subjectLabel: keyName,
    keyId,
    period: leakId,
    goesOn: false,
    title: `${keyName} was found in public`,
    text: `The key was found ${url ? `at ${url}` : "where others can read it"}. ${DONE[action]}`,
    path: `/keys/${keyId}`,
  };
}
