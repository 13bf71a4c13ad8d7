// Slow hashes: argon2id for passwords and for secrets that a person chose, behind a queue so that many at once
// cannot take all memory. Parameters: 46 MiB, one pass, one lane (OWASP Password Storage Cheat Sheet).
import { hash, verify } from "@node-rs/argon2";

const PARAMETERS = { algorithm: 2, memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;
const AT_ONCE = 2;
const MOST_WAITING = 200;

/** Thrown when more slow hashes wait than could be answered in time. */
export class HashQueueFull extends Error {}

/** The argon2id hash of `text` in PHC form; the text is put into NFKC first. */
export function hashSlowly(text: string): Promise<string> {
  return queued(() => hash(text.normalize("NFKC"), PARAMETERS));
}

/** Whether `text` is what `phc` was made from. */
export function verifySlowly(phc: string, text: string): Promise<boolean> {
  return queued(() => verify(phc, text.normalize("NFKC")));
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
