// The public keys by which GitHub signs what its secret scanning found: a file in the form of GitHub's own
// https://api.github.com/meta/public_keys/secret_scanning, or that address itself.
import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Dispatcher } from "undici";
import { z } from "zod";
import { MINUTE_MS } from "#lib/core/clock.ts";
import { callOut } from "#lib/core/egress/call.ts";

export interface GitHubKeys {
  /** Whether GitHub signed these bytes. Rejects when the keys cannot be read. */
  signed(identifier: string, signature: string, body: Buffer): Promise<boolean>;
}

const PublicKeys = z.looseObject({
  public_keys: z.array(z.looseObject({ key_identifier: z.string(), key: z.string() })),
});

const TIMEOUT_MS = 5_000;
const MOST_BYTES = 64 * 1024;

/** A key that is not known makes it look again, at most once a minute. */
export function gitHubKeys(source: string, dispatcher: Dispatcher): GitHubKeys {
  let known = new Map<string, KeyObject>();
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  const find = async (identifier: string) => {
    if (!known.has(identifier) && performance.now() - lookedAtMs > MINUTE_MS) {
      known = read(await load(source, dispatcher));
      lookedAtMs = performance.now();
    }
    return known.get(identifier);
  };
  return {
    async signed(identifier, signature, body) {
      const key = await find(identifier);
      return key !== undefined && verify("sha256", body, key, Buffer.from(signature, "base64"));
    },
  };
}

async function load(source: string, dispatcher: Dispatcher): Promise<string> {
  if (!/^https?:/.test(source)) return readFile(source, "utf8");
  const answer = await callOut(dispatcher, {
    url: source,
    method: "GET",
    headers: { accept: "application/json", "user-agent": "Keyhold" },
    timeoutMs: TIMEOUT_MS,
    mostBytes: MOST_BYTES,
  });
  return answer.body;
}

/** ECDSA keys alone: what anything else signed counts for nothing. */
function read(text: string): Map<string, KeyObject> {
  const keys = PublicKeys.parse(JSON.parse(text)).public_keys.map(
    ({ key_identifier, key }) => [key_identifier, createPublicKey(key)] as const,
  );
  return new Map(keys.filter(([, key]) => key.asymmetricKeyType === "ec"));
}
