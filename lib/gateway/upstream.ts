// One try at a provider: sends the call to the only address that its key may go to, and says how it went.
import type { Dispatcher } from "undici";
import { request } from "undici";
import { PROVIDERS, type ProviderId, providerHeaders } from "#lib/shared/providers.ts";

export interface Try {
  provider: ProviderId;
  baseUrl: string;
  key: string;
  path: string;
  body: string;
  /** Headers of the caller's that mean something to the provider, in lower case. */
  headers: Record<string, string>;
  signal: AbortSignal;
}

export interface UpstreamAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: AsyncIterable<Buffer> & { destroy(): unknown };
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
}

export function createUpstream({ guarded, plain, elsewhere }: UpstreamOptions): Upstream {
  return {
    async send({ provider, baseUrl, key, path, body, headers, signal }) {
      const known = PROVIDERS[provider];
      const own = baseUrl === known.baseUrl ? elsewhere[provider] : undefined;
      const answer = await request(`${own ?? baseUrl}${path}`, {
        method: "POST",
        dispatcher: own ? plain : guarded,
        headers: {
          "content-type": "application/json",
          accept: "application/json, text/event-stream",
          "user-agent": "keyhold",
          ...known.headers,
          ...headers,
          ...providerHeaders({ ...known, headers: {} }, key),
        },
        body,
        signal,
      });
      return { status: answer.statusCode, headers: answer.headers, body: answer.body };
    },
  };
}

const MOST_ANSWER_BYTES = 64 * 1024 * 1024;

/** The whole body as text. Throws when it is too large to be an answer. */
export async function bodyText(body: UpstreamAnswer["body"], mostBytes = MOST_ANSWER_BYTES): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > mostBytes) {
      body.destroy();
      throw new Error("the answer is too large");
    }
    chunks.push(chunk);
  }
  return chunks.length === 1
    ? (chunks[0] as Buffer).toString("utf8")
    : Buffer.concat(chunks).toString("utf8");
}
