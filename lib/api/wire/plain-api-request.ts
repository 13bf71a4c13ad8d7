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
  readonly token: string;
  readonly text: string;
  readonly #exchange: WireExchange;
  readonly #trusted: readonly Block[];
  readonly #head: PlainHead;
  #abort: AbortController | null = null;

  constructor({ head, token, body }: PlainRequest, exchange: WireExchange, trusted: readonly Block[]) {
    this.path = head.path;
    this.requestId = exchange.requestId;
    this.token = token;
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
    const values = linesOf(this.#head).get(name);
    if (values === undefined) return null;
    return values.length === 1 ? (values[0] as string) : values.join(", ");
  }

  headerLines(name: string): string[] {
    return [...(linesOf(this.#head).get(name) ?? [])];
  }

  bytes(): Promise<Buffer> {
    return Promise.resolve(Buffer.from(this.text));
  }
}

const known = new WeakMap<PlainHead, Map<string, string[]>>();

function linesOf(head: PlainHead): Map<string, string[]> {
  const found = known.get(head);
  if (found) return found;
  const lines = fieldsOf(head.lines);
  known.set(head, lines);
  return lines;
}

/** The values of each name, which is in lower case. */
function fieldsOf(fields: string): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  for (let at = 0; at < fields.length; ) {
    const end = fields.indexOf("\r\n", at);
    const colon = fields.indexOf(":", at);
    const name = fields.slice(at, colon).toLowerCase();
    const values = lines.get(name) ?? [];
    values.push(fields.slice(colon + 1, end).trim());
    lines.set(name, values);
    at = end + 2;
  }
  return lines;
}
