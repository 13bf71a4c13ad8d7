// The client: verify, report usage, and look after keys, tenants and provider keys.
import { createChangeWatch } from "./change-watch.ts";
import { Credentials } from "./credentials.ts";
import { createSend, type HttpOptions, type Send } from "./http.ts";
import type {
  CreateKeyInput,
  Key,
  KeySettings,
  KeyWithSecret,
  Page,
  Tenant,
  UsageEvent,
  Verdict,
  VerifyInput,
} from "./types.ts";
import { createUsageBuffer, type UsageBuffer, type UsageOptions } from "./usage-buffer.ts";
import { type CacheOptions, createVerifyCache, type VerifyCache } from "./verify-cache.ts";

export interface KeyholdOptions extends HttpOptions {
  /** Remember good answers for a moment. Without it every call is asked about. */
  cache?: CacheOptions;
  usage?: UsageOptions;
}

/** For one try of a verification: a caller is waiting. */
const VERIFY_TIMEOUT_MS = 2_000;

type Filter = Record<string, string | number | boolean | readonly string[] | null | undefined>;

export class Keyhold {
  /** Any request of the HTTP API, for what has no method here. */
  readonly send: Send;
  readonly keys: Keys;
  readonly tenants: Tenants;
  readonly credentials: Credentials;
  readonly #usage: UsageBuffer;
  readonly #cache: VerifyCache | null = null;
  readonly #stops: (() => void)[] = [];

  constructor(options: KeyholdOptions) {
    this.send = createSend(options);
    this.keys = new Keys(this.send);
    this.tenants = new Tenants(this.send);
    this.credentials = new Credentials(this.send);
    this.#usage = createUsageBuffer(this.send, options.usage);
    if (options.cache) this.#cache = this.#startCache(options.cache);
  }

  /** Whether a key is good for a call. Throws only when Keyhold cannot be asked; a bad key is an answer. */
  verify(input: VerifyInput): Promise<Verdict> {
    return this.#cache ? this.#cache.verify(input) : this.#ask(input);
  }

  /** Takes what was used; it is sent with others within a second. Returns the event's id. */
  reportUsage(event: UsageEvent): string {
    return this.#usage.report(event);
  }

  /** Sends the usage that waits, and counts what was admitted from memory. */
  async flush(): Promise<void> {
    await Promise.all([this.#usage.flush(), this.#cache?.settle()]);
  }

  /** Flushes, and ends what runs in the background. Call it before the process exits. */
  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      this.#usage.stop();
      for (const stop of this.#stops) stop();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #ask(input: VerifyInput): Promise<Verdict> {
    return this.send("POST", "/v1/keys/verify", { body: input, timeoutMs: VERIFY_TIMEOUT_MS });
  }

  #startCache(options: CacheOptions): VerifyCache {
    const watch = createChangeWatch(this.send, (changes) => cache.forget(changes));
    const cache = createVerifyCache({ ask: (input) => this.#ask(input), isFresh: watch.isFresh }, options);
    const timer = setInterval(() => void cache.settle().catch(() => {}), Math.max(1_000, options.maxAgeMs));
    (timer as { unref?(): void }).unref?.();
    watch.start();
    this.#stops.push(watch.stop, () => clearInterval(timer));
    return cache;
  }
}

class Keys {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /** The answer holds the secret, which is never sent again. Repeating a failed call with the same `idempotencyKey` makes one key. */
  create(input: CreateKeyInput, idempotencyKey: string = crypto.randomUUID()): Promise<KeyWithSecret> {
    return this.#send("POST", "/v1/keys", {
      body: input,
      headers: { "idempotency-key": idempotencyKey },
      repeatable: true,
    });
  }

  list(filter: Filter = {}): Promise<Page<Key>> {
    return this.#send("GET", "/v1/keys", { query: filter, repeatable: true });
  }

  get(id: string): Promise<Key> {
    return this.#send("GET", pathOf(id), { repeatable: true });
  }

  /** What is left out stays as it is. */
  update(id: string, settings: KeySettings): Promise<Key> {
    return this.#send("PATCH", pathOf(id), { body: settings, repeatable: true });
  }

  /** A new secret for the same key; the old one works on for `graceSeconds`. */
  rotate(
    id: string,
    { graceSeconds }: { graceSeconds: number },
    idempotencyKey: string = crypto.randomUUID(),
  ): Promise<KeyWithSecret> {
    return this.#send("POST", pathOf(id, "rotate"), {
      body: { graceSeconds },
      headers: { "idempotency-key": idempotencyKey },
      repeatable: true,
    });
  }

  disable(id: string): Promise<Key> {
    return this.#send("POST", pathOf(id, "disable"), { repeatable: true });
  }

  enable(id: string): Promise<Key> {
    return this.#send("POST", pathOf(id, "enable"), { repeatable: true });
  }

  /** For good, on every node, before this resolves. */
  revoke(id: string, { reason }: { reason?: string } = {}): Promise<Key> {
    return this.#send("POST", pathOf(id, "revoke"), { body: { reason }, repeatable: true });
  }

  /** The key to which a secret belongs. */
  lookup(key: string): Promise<Key> {
    return this.#send("POST", "/v1/keys/lookup", { body: { key }, repeatable: true });
  }
}

class Tenants {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  create(
    input: { clientId: string; name: string; plan?: string; timeZone?: string },
    idempotencyKey: string = crypto.randomUUID(),
  ): Promise<Tenant> {
    return this.#send("POST", "/v1/tenants", {
      body: input,
      headers: { "idempotency-key": idempotencyKey },
      repeatable: true,
    });
  }

  list(filter: Filter = {}): Promise<Page<Tenant>> {
    return this.#send("GET", "/v1/tenants", { query: filter, repeatable: true });
  }

  /** By its id or client id. */
  get(id: string): Promise<Tenant> {
    return this.#send("GET", `/v1/tenants/${encodeURIComponent(id)}`, { repeatable: true });
  }
}

const pathOf = (id: string, verb?: string) => `/v1/keys/${encodeURIComponent(id)}${verb ? `/${verb}` : ""}`;
