// Recognises what must never stand in an address, a log or a history: the secret of a key.

const ISSUED = /^[a-z][a-z0-9]{1,11}_(live|test|svc)_[0-9A-Za-z]{9,}$/;
const OUR_ID = /^(ten|usr|key|sec|tok|req|pln)_[0-9a-z]+$/;

/** Whether the text has the form of a secret issued here, whole or cut short. A shown prefix has not. */
export function isIssuedForm(text: string): boolean {
  return ISSUED.test(text.trim());
}

/** Whether a pasted text may be a secret, one that somebody chose included. Errs towards yes. */
export function mayBeSecret(text: string): boolean {
  const trimmed = text.trim();
  if (isIssuedForm(trimmed)) return true;
  return trimmed.length >= 16 && !/[\s@]/.test(trimmed) && !OUR_ID.test(trimmed);
}
