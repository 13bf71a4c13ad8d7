// One try at a provider: sends the call to the only address that its key may go to, and says how it went.
import type { Connect } from "#lib/core/egress/guard.ts";
import { type Span, tracer } from "#lib/core/tracing/tracer.ts";
import { PROVIDERS, type ProviderId } from "#lib/shared/providers.ts";
import type { CutOff } from "./cut-off.ts";
import type { KeyText } from "./key-text.ts";
import { IncomingBody, type UpstreamBody } from "./upstream-body.ts";
import type { AnswerHead } from "./wire/answer-head.ts";
import type { AnswerTaker } from "./wire/connection.ts";
import { type CallUnderWay, createConnections, type Origin } from "./wire/connections.ts";

export interface Try {
  provider: ProviderId;
  baseUrl: string;
  key: KeyText;
  path: string;
  body: string;
  /** Headers of the caller's that mean something to the provider, in lower case. */
  headers: Record<string, string>;
  cutOff: CutOff;
}

export interface UpstreamAnswer {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  body: UpstreamBody;
}

export interface Upstream {
  /** Rejects when there is no answer at all. */
  send(call: Try): Promise<UpstreamAnswer>;
  close(): void;
}

interface UpstreamOptions {
  /** Connects to addresses on the public internet only. */
  guarded: Connect;
  /** For providers that the operator has behind an address of their own. */
  plain: Connect;
  /** Takes the place of a provider's own address. */
  elsewhere: Partial<Record<ProviderId, string>>;
  /** Who is told which trace a call belongs to. */
  traced: readonly ProviderId[];
  /** Milliseconds on a clock that only goes forward. */
  nowMs(): number;
}

/** A base URL as connections and requests need it. */
interface Place extends Origin {
  /** Before the path; without a trailing slash. */
  prefix: string;
}

const PLACES_AT_MOST = 1_000;

export function createUpstream({ guarded, plain, elsewhere, traced, nowMs }: UpstreamOptions): Upstream {
  const ways = { guarded: createConnections(guarded, nowMs), plain: createConnections(plain, nowMs) };
  const places = new Map<string, Place>();
  const placeOf = (url: string): Place => {
    const known = places.get(url);
    if (known) return known;
    const place = placeAt(url);
    if (places.size >= PLACES_AT_MOST) places.clear();
    places.set(url, place);
    return place;
  };
  return {
    send(call) {
      const { provider, baseUrl, cutOff } = call;
      const own = baseUrl === PROVIDERS[provider].baseUrl ? elsewhere[provider] : undefined;
      const place = placeOf(own ?? baseUrl);
      const span = trySpan(place);
      const trace = span && traced.includes(provider) ? span.traceparent() : null;
      return new Promise((resolve, reject) => {
        const exchange = new Exchange(resolve, reject, span);
        const request = requestOf(call, place, trace);
        exchange.underWay = (own ? ways.plain : ways.guarded).send(place, request, exchange);
        cutOff.tell(() => exchange.abandon());
      });
    },
    close() {
      ways.guarded.close();
      ways.plain.close();
    },
  };
}

function placeAt(url: string): Place {
  const { origin, protocol, host, hostname, port, pathname } = new URL(url);
  const prefix = pathname.replace(/\/+$/, "");
  return { origin, protocol, host, hostname: hostname.replace(/^\[|\]$/g, ""), port, prefix };
}

/** What would end a line of a head, or be read differently by different servers. */
const UNFIT = /[^\x20-\x7e]/;

/** A POST as it goes over the wire. Throws for a header that cannot be sent. */
function requestOf(call: Try, place: Place, traceparent: string | null) {
  const { body } = call;
  const length = Buffer.byteLength(body);
  return {
    text: `${headOf(call, place, traceparent)}content-length: ${length}\r\n\r\n${body}`,
    encoding: length === body.length ? ("latin1" as const) : ("utf8" as const),
  };
}

/** What was said last with a key, and is gone with it: nearly every call says the same, but for its body. */
const lastHeads = new WeakMap<KeyText, { place: Place; provider: ProviderId; path: string; head: string }>();

function headOf(call: Try, place: Place, traceparent: string | null): string {
  const { provider, key, path, headers } = call;
  if (traceparent !== null || Object.keys(headers).length > 0) return headAnew(call, place, traceparent);
  const last = lastHeads.get(key);
  if (last && last.place === place && last.provider === provider && last.path === path) return last.head;
  const head = headAnew(call, place, null);
  lastHeads.set(key, { place, provider, path, head });
  return head;
}

/** The lines of a head but for the length. */
function headAnew(
  { provider, key, path, headers }: Try,
  { host, prefix }: Place,
  traceparent: string | null,
): string {
  const known = PROVIDERS[provider];
  const sent: Record<string, string> = {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    "user-agent": "keyhold",
    ...known.headers,
    ...headers,
    ...(traceparent !== null && { traceparent }),
    [known.auth.header]: known.auth.prefix + key.text,
  };
  let lines = "";
  for (const name in sent) {
    const value = sent[name] as string;
    if (UNFIT.test(value)) throw new Error(`the header ${name} cannot be sent`);
    lines += `${name}: ${value}\r\n`;
  }
  return `POST ${prefix}${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: keep-alive\r\n${lines}`;
}

/** Of one request, until its answer begins. Null when nothing is traced. */
function trySpan({ protocol, hostname, port }: Place): Span | null {
  const known = tracer();
  if (known === null) return null;
  const address = {
    "server.address": hostname,
    "server.port": Number(port || (protocol === "https:" ? 443 : 80)),
  };
  return known.start("POST", { kind: "client", attributes: { "http.request.method": "POST", ...address } });
}

/** One request and its one answer, as the connection tells of it. */
class Exchange implements AnswerTaker {
  underWay: CallUnderWay | null = null;
  readonly #resolve: (answer: UpstreamAnswer) => void;
  readonly #reject: (error: Error) => void;
  readonly #span: Span | null;
  #body: IncomingBody | null = null;

  constructor(resolve: (answer: UpstreamAnswer) => void, reject: (error: Error) => void, span: Span | null) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#span = span;
  }

  /** The answer is not waited for any more; one that is being read breaks off. */
  abandon(): void {
    this.underWay?.abandon();
    this.end(new Error("the call was cut off"));
  }

  head({ status, headers }: AnswerHead): void {
    this.#body = new IncomingBody(this.underWay as CallUnderWay);
    this.#span?.set({ "http.response.status_code": status });
    this.#span?.end(status >= 400 ? String(status) : undefined);
    this.#resolve({ status, headers, body: this.#body });
  }

  piece(bytes: Buffer): void {
    this.#body?.take(bytes);
  }

  told(): void {
    this.#body?.told();
  }

  end(error: Error | null): void {
    if (this.#body) this.#body.finish(error);
    else this.#fail(error ?? new Error("there was no answer"));
  }

  #fail(error: Error): void {
    this.#span?.end((error as { code?: string }).code ?? error.name);
    this.#reject(error);
  }
}
