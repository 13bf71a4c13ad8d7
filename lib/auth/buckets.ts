// The throttle's state in Postgres: one row per account, address or known device.
import { eq, inArray, sql } from "drizzle-orm";
import ipaddr from "ipaddr.js";
import { signInThrottles } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { DomainError } from "#lib/core/errors.ts";
import { sha256 } from "#lib/crypto/digest.ts";
import { type BucketKind, RULES, takeTurn } from "./throttle.ts";

export interface Bucket {
  kind: BucketKind;
  /** The row's key; says nothing about whom it is for. */
  name: string;
}

export function bucketOf(kind: BucketKind, of: string): Bucket {
  return { kind, name: `${kind}:${sha256(of).toString("base64url")}` };
}

/**
 * For a person who is asked for their own password again. Not the bucket of the sign-in: strangers who guess there
 * must not keep a person from what they do inside.
 */
export function ownPasswordBucket(userId: string): Bucket {
  return bucketOf("account", `change of ${userId}`);
}

/** An IPv6 address counts as its /64, which is what one customer of a provider has. */
export function addressBucket(kind: "address" | "reset-address", ip: string): Bucket {
  if (!ipaddr.isValid(ip)) return bucketOf(kind, ip);
  const address = ipaddr.process(ip);
  return bucketOf(
    kind,
    address instanceof ipaddr.IPv6 ? address.parts.slice(0, 4).join(":") : address.toString(),
  );
}

/** Counts a try in the bucket before it is made. Throws `too_many_attempts` with the wait when it must wait. */
export async function countTurn(tx: Tx, { kind, name }: Bucket, now: Date): Promise<void> {
  const blank = { bucket: name, failures: 0, blockedUntil: now, updatedAt: now };
  await tx.insert(signInThrottles).values(blank).onConflictDoNothing();
  const [state] = await tx
    .select()
    .from(signInThrottles)
    .where(eq(signInThrottles.bucket, name))
    .for("update");
  const turn = takeTurn(RULES[kind], state ?? null, now);
  if (!turn.allowed) throw tooMany(turn.waitMs);
  await tx.update(signInThrottles).set(turn.state).where(eq(signInThrottles.bucket, name));
}

/** After a success: the account and the device start afresh, the address gets back the turn that this one took. */
export async function forgiveTurns(tx: Tx, buckets: readonly Bucket[], now: Date): Promise<void> {
  const names = (own: boolean) =>
    buckets.filter(({ kind }) => (kind !== "address") === own).map(({ name }) => name);
  if (names(true).length)
    await tx.delete(signInThrottles).where(inArray(signInThrottles.bucket, names(true)));
  if (names(false).length)
    await tx
      .update(signInThrottles)
      .set({ failures: sql`greatest(${signInThrottles.failures} - 1, 0)`, blockedUntil: now })
      .where(inArray(signInThrottles.bucket, names(false)));
}

function tooMany(waitMs: number): DomainError {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new DomainError(
    "too_many_attempts",
    `Too many attempts. Try again in ${inWords(retryAfterSeconds)}.`,
    {
      retryAfterSeconds,
    },
  );
}

function inWords(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? "1 second" : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}
