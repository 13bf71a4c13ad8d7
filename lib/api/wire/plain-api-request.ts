// A plain request as handlers are given requests.
import type { ApiRequest } from "#lib/http/api-request.ts";
import { type Block, clientAddress, inBlocks } from "#lib/http/client-address.ts";
import type { WireExchange } from "./connection.ts";
import type { PlainHead, PlainRequest } from "./plain-request.ts";

const NO_QUERY = new URLSearchParams();

export class PlainApiRequest implements ApiRequest {
  readonly method = "POST";
  readonly path: string;
  readonly params = {};
  readonly requestId: string;
  readonly text: string;
  readonly #exchange: WireExchange;
  readonly #trusted: readonly Block[];
  readonly #head: PlainHead;
  #abort: AbortController | null = null;

  constructor({ head, body }: PlainRequest, exchange: WireExchange, trusted: readonly Block[]) {
    this.path = head.path;
    this.requestId = exchange.requestId;
    this.text = body;
    this.#head = head;
    this.#exchange = exchange;
    this.#trusted = trusted;
  }

  get query(): URLSearchParams {
    return NO_QUERY;
  }

  get address(): string | null {
    return clientAddress(this.#exchange.remoteAddress, this.header("x-forwarded-for"), this.#trusted);
  }

  get viaTrustedProxy(): boolean {
    return inBlocks(this.#exchange.remoteAddress ?? "", this.#trusted);
  }

  get signal(): AbortSignal {
    if (!this.#abort) {
      const abort = new AbortController();
      this.#abort = abort;
      this.#exchange.whenGone(() => abort.abort());
    }
    return this.#abort.signal;
  }

  whenGone(tell: () => void): () => void {
    return this.#exchange.whenGone(tell);
  }

  header(name: string): string | null {
    const values = this.headerLines(name);
    return values.length === 0 ? null : values.join(", ");
  }

  headerLines(name: string): string[] {
    const values: string[] = [];
    for (const [key, value] of linesOf(this.#head)) if (key === name) values.push(value);
    return values;
  }

  bytes(): Promise<Buffer> {
    return Promise.resolve(Buffer.from(this.text));
  }
}

const known = new WeakMap<PlainHead, [string, string][]>();

function linesOf(head: PlainHead): [string, string][] {
  const found = known.get(head);
  if (found) return found;
  const lines = fieldsOf(head.lines);
  known.set(head, lines);
  return lines;
}

/** Names in lower case. */
function fieldsOf(fields: string): [string, string][] {
  const lines: [string, string][] = [];
  for (let at = 0; at < fields.length; ) {
    const end = fields.indexOf("\r\n", at);
    const colon = fields.indexOf(":", at);
    lines.push([fields.slice(at, colon).toLowerCase(), fields.slice(colon + 1, end).trim()]);
    at = end + 2;
  }
  return lines;
}
