// Provider keys: a key goes in, sealed or as it is, and never comes out.
import type { Send } from "./http.ts";
import type { AddCredentialInput, Credential, Page, ReplaceCredentialInput, SealTicket } from "./types.ts";

/** Whose it is, by id or client id. Left out: a tenant token's own, else the platform's. */
interface Owner {
  tenant?: string;
}

export class Credentials {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /** What sealProviderKey() needs, for a new key or, with `credentialId`, for another one in its place. */
  begin(input: Owner & { credentialId?: string } = {}): Promise<SealTicket> {
    return this.#send("POST", "/v1/credentials/entries", { body: input, repeatable: true });
  }

  /** It is tried at its provider as soon as it is in. */
  add(input: AddCredentialInput, idempotencyKey: string = crypto.randomUUID()): Promise<Credential> {
    return this.#send("POST", "/v1/credentials", {
      body: input,
      headers: { "idempotency-key": idempotencyKey },
      repeatable: true,
    });
  }

  /** Newest first. */
  list(filter: Owner & { cursor?: string; limit?: number } = {}): Promise<Page<Credential>> {
    return this.#send("GET", "/v1/credentials", { query: { ...filter }, repeatable: true });
  }

  get(id: string, owner: Owner = {}): Promise<Credential> {
    return this.#send("GET", pathOf(id), { query: { ...owner }, repeatable: true });
  }

  /** Another key in its place. */
  replace(id: string, input: ReplaceCredentialInput): Promise<Credential> {
    return this.#send("POST", pathOf(id, "replace"), { body: input });
  }

  /** Has the key tried at its provider; get() shows what came of it, within seconds. */
  check(id: string, owner: Owner = {}): Promise<Credential> {
    return this.#send("POST", pathOf(id, "check"), { body: owner, repeatable: true });
  }

  /** For good. What was stored of its keys is wiped. */
  remove(id: string, owner: Owner = {}): Promise<Credential> {
    return this.#send("POST", pathOf(id, "remove"), { body: owner });
  }
}

const pathOf = (id: string, verb?: string) =>
  `/v1/credentials/${encodeURIComponent(id)}${verb ? `/${verb}` : ""}`;
