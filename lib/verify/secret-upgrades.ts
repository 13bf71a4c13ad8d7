// Keeps secrets better once they were seen: an imported digest becomes the secret's own HMAC, and so does a slow hash
// of a secret that is strong enough. Best effort, in the background: what is lost comes again with the next call.
import { digestSecret } from "#lib/crypto/digest.ts";
import type { Keyring } from "#lib/crypto/keyring.ts";
import type { KeyRecord } from "./record.ts";

/** Below this, nothing but a slow hash stands between a stolen table and the secret. */
const STRONG_BITS = 128;
/** No estimate finds more than 3.33 bits in a character. */
const STRONG_CHARACTERS = 39;
const WAITING_AT_MOST = 1_000;
const AT_ONCE = 50;

export interface Upgrade {
  tenantId: string;
  secretId: string;
  digest: Buffer;
  last4: string;
}

/** What a secret was seen to belong to; `slowHash` as in FoundKey. */
export interface SeenKey {
  record: { tenant: Pick<KeyRecord["tenant"], "id">; secret: Pick<KeyRecord["secret"], "id"> };
  slowHash: string | null;
}

export interface SecretUpgrades {
  /** `secret` is the secret of this key, known by an imported digest or by its slow hash. */
  note(found: SeenKey, secret: string): void;
  /** Resolves when what is under way is done; the rest is given up. */
  stop(): Promise<void>;
}

interface Options {
  peppers: Keyring;
  /** Keeps them under the pepper that writes now. */
  store(upgrades: Upgrade[], pepperVersion: number): Promise<unknown>;
  estimateBits(secrets: string[]): Promise<number[]>;
  onFailure(error: unknown): void;
  pauseMs?: number;
}

interface Proven {
  found: SeenKey;
  secret: string;
}

export function createSecretUpgrades(options: Options): SecretUpgrades {
  const { peppers, store, onFailure, pauseMs = 250 } = options;
  const waiting = new Map<string, Proven>();
  let timer: NodeJS.Timeout | null = null;
  let work: Promise<void> | null = null;
  let stopped = false;

  const plan = () => {
    if (timer || work || stopped || waiting.size === 0) return;
    timer = setTimeout(() => {
      timer = null;
      work = upgradeSome()
        .catch(onFailure)
        .finally(() => {
          work = null;
          plan();
        });
    }, pauseMs).unref();
  };
  const upgradeSome = async () => {
    const some = [...waiting.entries()].slice(0, AT_ONCE);
    for (const [id] of some) waiting.delete(id);
    const strong = await whichAreStrong(
      some.map(([, proven]) => proven),
      options.estimateBits,
    );
    if (strong.length > 0) await store(strong.map(upgradeOf), peppers.current);
  };
  const upgradeOf = ({ found, secret }: Proven): Upgrade => ({
    tenantId: found.record.tenant.id,
    secretId: found.record.secret.id,
    digest: digestSecret(peppers, secret).digest,
    last4: secret.slice(-4),
  });

  return {
    note(found, secret) {
      if (stopped || waiting.size >= WAITING_AT_MOST) return;
      if (found.slowHash !== null && secret.length < STRONG_CHARACTERS) return;
      waiting.set(found.record.secret.id, { found, secret });
      plan();
    },
    async stop() {
      stopped = true;
      if (timer) clearTimeout(timer);
      await work;
    },
  };
}

/** A digest is no better than the HMAC that takes its place, however weak the secret. */
async function whichAreStrong(
  proven: Proven[],
  estimateBits: (secrets: string[]) => Promise<number[]>,
): Promise<Proven[]> {
  const slow = proven.filter(({ found }) => found.slowHash !== null);
  const bits = slow.length > 0 ? await estimateBits(slow.map(({ secret }) => secret)) : [];
  const strong = slow.filter((_, index) => (bits[index] ?? 0) >= STRONG_BITS);
  return [...proven.filter(({ found }) => found.slowHash === null), ...strong];
}
