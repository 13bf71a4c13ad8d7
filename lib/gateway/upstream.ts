// One try at a provider: sends the call to the only address that its key may go to, and says how it went.
import type { Dispatcher } from "undici";
import { type Span, tracer } from "#lib/core/tracing/tracer.ts";
import { PROVIDERS, type ProviderId } from "#lib/shared/providers.ts";
import type { CutOff } from "./cut-off.ts";
import { IncomingBody, type UpstreamBody } from "./upstream-body.ts";

export interface Try {
  provider: ProviderId;
  baseUrl: string;
  key: string;
  path: string;
  body: string;
  /** Headers of the caller's that mean something to the provider, in lower case. */
  headers: Record<string, string>;
  cutOff: CutOff;
}

export interface UpstreamAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: UpstreamBody;
}

export interface Upstream {
  /** Rejects when there is no answer at all. */
  send(call: Try): Promise<UpstreamAnswer>;
}

interface UpstreamOptions {
  /** Connects to addresses on the public internet only. */
  guarded: Dispatcher;
  /** For providers that the operator has behind an address of their own. */
  plain: Dispatcher;
  /** Takes the place of a provider's own address. */
  elsewhere: Partial<Record<ProviderId, string>>;
  /** Who is told which trace a call belongs to. */
  traced: readonly ProviderId[];
}

/** A base URL as connections and requests need it. */
interface Place {
  origin: string;
  /** Before the path; without a trailing slash. */
  prefix: string;
}

const PLACES_AT_MOST = 1_000;

export function createUpstream({ guarded, plain, elsewhere, traced }: UpstreamOptions): Upstream {
  const places = new Map<string, Place>();
  const placeOf = (url: string): Place => {
    const known = places.get(url);
    if (known) return known;
    const { origin, pathname } = new URL(url);
    const place = { origin, prefix: pathname.replace(/\/+$/, "") };
    if (places.size >= PLACES_AT_MOST) places.clear();
    places.set(url, place);
    return place;
  };
  return {
    send({ provider, baseUrl, key, path, body, headers, cutOff }) {
      const known = PROVIDERS[provider];
      const own = baseUrl === known.baseUrl ? elsewhere[provider] : undefined;
      const { origin, prefix } = placeOf(own ?? baseUrl);
      const span = trySpan(origin);
      const call = {
        origin,
        path: prefix + path,
        method: "POST" as const,
        headers: {
          "content-type": "application/json",
          accept: "application/json, text/event-stream",
          "user-agent": "keyhold",
          ...known.headers,
          ...headers,
          ...(span && traced.includes(provider) && { traceparent: span.traceparent() }),
          [known.auth.header]: known.auth.prefix + key,
        },
        body,
      };
      return new Promise((resolve, reject) => {
        const exchange = new Exchange(resolve, reject, span);
        cutOff.tell(() => exchange.abandon());
        (own ? plain : guarded).dispatch(call, exchange);
      });
    },
  };
}

/** Of one request, until its answer begins. Null when nothing is traced. */
function trySpan(origin: string): Span | null {
  const known = tracer();
  if (known === null) return null;
  const { hostname, port, protocol } = new URL(origin);
  const address = {
    "server.address": hostname,
    "server.port": Number(port || (protocol === "https:" ? 443 : 80)),
  };
  return known.start("POST", { kind: "client", attributes: { "http.request.method": "POST", ...address } });
}

/** One request and its one answer, as the connection tells of it. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #resolve: (answer: UpstreamAnswer) => void;
  readonly #reject: (error: Error) => void;
  #controller: Dispatcher.DispatchController | null = null;
  #body: IncomingBody | null = null;
  readonly #span: Span | null;
  #abandoned: Error | null = null;

  constructor(resolve: (answer: UpstreamAnswer) => void, reject: (error: Error) => void, span: Span | null) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#span = span;
  }

  /** The answer is not waited for any more; one that is being read breaks off. */
  abandon(): void {
    this.#abandoned = new Error("the call was cut off");
    this.#controller?.abort(this.#abandoned);
    this.#fail(this.#abandoned);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#abandoned) controller.abort(this.#abandoned);
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: UpstreamAnswer["headers"],
  ): void {
    if (status < 200) return;
    this.#body = new IncomingBody(controller);
    this.#span?.set({ "http.response.status_code": status });
    this.#span?.end(status >= 400 ? String(status) : undefined);
    this.#resolve({ status, headers, body: this.#body });
  }

  onResponseData(_: Dispatcher.DispatchController, bytes: Buffer): void {
    this.#body?.take(bytes);
  }

  onResponseEnd(): void {
    this.#body?.finish(null);
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (this.#body) this.#body.finish(error);
    else this.#fail(error);
  }

  #fail(error: Error): void {
    this.#span?.end((error as { code?: string }).code ?? error.name);
    this.#reject(error);
  }
}
