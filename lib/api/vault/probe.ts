// Tries a provider key with the provider's cheapest call, and says what came of it in our own words: what a provider
// answers may hold the key, or part of it.
import { type Dispatcher, getGlobalDispatcher } from "undici";
import { callOut, type OutgoingAnswer } from "#lib/core/egress/call.ts";
import type { CheckState } from "#lib/shared/credential-states.ts";
import { PROVIDERS, type ProviderId, providerHeaders } from "#lib/shared/providers.ts";
import type { OpenedCredential } from "#lib/vault/opened-credential.ts";

export interface ProbeResult {
  state: CheckState;
  detail: string | null;
  latencyMs: number | null;
}

const PATIENCE_MS = 10_000;
const MOST_BYTES = 64 * 1024;

export interface ProbeWays {
  /** Connects to addresses that may be called. */
  dispatcher: Dispatcher;
  /** Where operators have a provider instead of at its own address. */
  providerUrls: Partial<Record<ProviderId, string>>;
}

/** Never throws. */
export async function probe(
  { dispatcher, providerUrls }: ProbeWays,
  opened: OpenedCredential,
): Promise<ProbeResult> {
  const provider = PROVIDERS[opened.provider];
  const elsewhere = opened.baseUrl === provider.baseUrl ? providerUrls[opened.provider] : undefined;
  const begun = performance.now();
  try {
    const answer = await callOut(elsewhere ? getGlobalDispatcher() : dispatcher, {
      url: `${elsewhere ?? opened.baseUrl}${provider.check.path}`,
      method: provider.check.method,
      headers: { accept: "application/json", ...providerHeaders(provider, opened.secret.reveal()) },
      timeoutMs: PATIENCE_MS,
      mostBytes: MOST_BYTES,
    });
    return { ...judge(answer), latencyMs: Math.round(performance.now() - begun) };
  } catch (error) {
    return { state: "unreachable", detail: whyNot(error), latencyMs: null };
  }
}

/** What an answer to the cheapest call says about a key. */
export function judge({
  status,
  body,
}: Pick<OutgoingAnswer, "status" | "body">): Omit<ProbeResult, "latencyMs"> {
  if (
    status === 402 ||
    /insufficient_quota|credit balance is too low|exceeded your current quota/i.test(body)
  )
    return { state: "out_of_quota", detail: `The provider answered ${status}: nothing is left to spend.` };
  if (status === 401 || status === 403 || isBadKeyOfGoogle(status, body))
    return { state: "invalid", detail: `The provider refused the key (${status}).` };
  if (status === 429)
    return { state: "ok", detail: "The key is good; the provider is limiting its rate now." };
  if (status >= 200 && status < 300) return spent(body) ?? { state: "ok", detail: null };
  return { state: "unreachable", detail: `The provider answered ${status}.` };
}

/** Google answers 400 to a key that it does not know. */
function isBadKeyOfGoogle(status: number, body: string): boolean {
  return status === 400 && /API_KEY_INVALID|API key not valid/i.test(body);
}

/** OpenRouter says with GET /key what is left of the key's own limit. */
function spent(body: string): Omit<ProbeResult, "latencyMs"> | null {
  const [, left] = /"limit_remaining"\s*:\s*(-?[\d.]+)/.exec(body) ?? [];
  if (left === undefined || Number(left) > 0) return null;
  return { state: "out_of_quota", detail: "The key's own limit is spent." };
}

function whyNot(error: unknown): string {
  const { code, name } = error as { code?: string; name?: string };
  if (code === "EGRESS_REFUSED") return "This address may not be called from here.";
  if (name === "TimeoutError") return `There was no answer within ${PATIENCE_MS / 1_000} seconds.`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "The host is not known.";
  if (code === "ECONNREFUSED") return "Nothing answers at this address.";
  return "The connection failed.";
}
