// Lets somebody enter a provider key: names the credential that it is for, and hands out what to seal it to.
import { randomBytes } from "node:crypto";
import { desc, gt } from "drizzle-orm";
import { z } from "zod";
import { sealingKeys, sealTickets } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { HOUR_MS } from "#lib/core/clock.ts";
import { DomainError } from "#lib/core/errors.ts";
import { command } from "#lib/core/operation.ts";
import type { Principal } from "#lib/core/principal.ts";
import { type Id, isId, newId } from "#lib/shared/ids.ts";
import { type PublicSealingKey, SEALING_SUITES, type SealTicket } from "#lib/shared/sealing.ts";
import { BeginEntry } from "./schemas.ts";

/** SealTicket, for descriptions of answers. */
export const SealTicketView = z.strictObject({
  tenant: z.string(),
  credential: z.string(),
  user: z.string(),
  nonce: z.string(),
  keys: z.array(z.strictObject({ kid: z.string(), suite: z.enum(SEALING_SUITES), publicKey: z.string() })),
  expiresAt: z.iso.datetime(),
});

const TICKET_MS = HOUR_MS;
const NONCE_BYTES = 16;

/** A ticket lasts for an hour, is good for one key, and for the person who asked. */
export const beginEntry = command({
  name: "credential.begin_entry",
  on: "tenant",
  can: "credentials:write",
  input: BeginEntry,
  async run({ tx, now, tenantId, principal, unchanged }, { credentialId }): Promise<SealTicket> {
    unchanged();
    const keys = await publicKeys(tx, now);
    const nonce = randomBytes(NONCE_BYTES);
    const credential: Id<"cred"> = credentialId && isId("cred", credentialId) ? credentialId : newId("cred");
    const expiresAt = new Date(now.getTime() + TICKET_MS);
    await tx.insert(sealTickets).values({
      tenantId,
      nonce,
      credentialId: credential,
      holder: holderOf(principal),
      createdAt: now,
      expiresAt,
    });
    return {
      tenant: tenantId,
      credential,
      user: holderOf(principal),
      nonce: nonce.toString("base64url"),
      keys,
      expiresAt: expiresAt.toISOString(),
    };
  },
});

/** Who is meant by a ticket. */
export function holderOf({ actor }: Pick<Principal, "actor">): string {
  return actor.id ?? `${actor.type} ${actor.label}`;
}

async function publicKeys(tx: Tx, now: Date): Promise<PublicSealingKey[]> {
  const rows = await tx
    .select({ id: sealingKeys.id, suite: sealingKeys.suite, publicKey: sealingKeys.publicKey })
    .from(sealingKeys)
    .where(gt(sealingKeys.expiresAt, now))
    .orderBy(desc(sealingKeys.createdAt));
  const newest = SEALING_SUITES.flatMap((suite) => rows.find((row) => row.suite === suite) ?? []);
  if (newest.length === 0)
    throw new DomainError(
      "unavailable",
      "There is nothing to seal a key to: no api process has run for a day. Start one, then try again.",
    );
  return newest.map(({ id, suite, publicKey }) => ({
    kid: id,
    suite,
    publicKey: publicKey.toString("base64url"),
  }));
}
