// Why a stored provider key cannot be spent. Nothing was sent to the provider.

/**
 * missing: there is none, or it was removed. pending: its key is sealed still, and will be taken in within seconds.
 * undecryptable: what is stored does not open; it was noted in the audit trail.
 */
export type Unavailability = "missing" | "pending" | "undecryptable";

export class CredentialUnavailable extends Error {
  readonly reason: Unavailability;

  constructor(reason: Unavailability) {
    super(`the credential is ${reason}`);
    this.name = "CredentialUnavailable";
    this.reason = reason;
  }
}
