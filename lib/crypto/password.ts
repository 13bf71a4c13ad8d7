// Slow hashes: argon2id for passwords and for secrets that a person chose, bcrypt for imported ones, behind a queue so
// that many at once cannot take all memory. Parameters: 46 MiB, one pass, one lane (OWASP Password Storage Cheat Sheet).
import { hash, verify } from "@node-rs/argon2";
import { verify as verifyBcrypt } from "@node-rs/bcrypt";

const PARAMETERS = { algorithm: 2, memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;
const AT_ONCE = 2;
const MOST_WAITING = 200;
const BCRYPT_BYTES = 72;

/** Thrown when more slow hashes wait than could be answered in time. */
export class HashQueueFull extends Error {}

/** The argon2id hash of `text` in PHC form; the text is put into NFKC first. */
export function hashSlowly(text: string): Promise<string> {
  return queued(() => hash(text.normalize("NFKC"), PARAMETERS));
}

/**
 * Whether `text` is what `stored` was made from: argon2id in PHC form, or bcrypt. What bcrypt would ignore, the bytes
 * after the 72nd, must not be there.
 */
export async function verifySlowly(stored: string, text: string): Promise<boolean> {
  if (!stored.startsWith("$2")) return queued(() => verify(stored, text.normalize("NFKC")));
  if (Buffer.byteLength(text) > BCRYPT_BYTES) return false;
  return queued(() => verifyBcrypt(text, stored));
}

let decoy: Promise<string> | undefined;

/** Takes as long as a real check; for accounts that do not exist. */
export async function pretendToVerify(text: string): Promise<false> {
  decoy ??= hashSlowly("a password that nobody has");
  await verifySlowly(await decoy, text);
  return false;
}

let running = 0;
const waiting: (() => void)[] = [];

async function queued<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw new HashQueueFull("too many slow hashes are waiting");
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
