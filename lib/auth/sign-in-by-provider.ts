// Signs a person in who proved who they are at GitHub, Google or an OIDC provider. Nobody becomes a user by knocking:
// they exist, or they hold an invitation; and only an address that the provider has verified counts.
import { and, eq, gt, isNull } from "drizzle-orm";
import { z } from "zod";
import { identities, invitations, oneTimeLinks } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import { DomainError } from "#lib/core/errors.ts";
import { command, type Deps } from "#lib/core/operation.ts";
import { doorkeeper } from "./doorkeeper.ts";
import { openSession, type SignedIn } from "./open-session.ts";
import { email, personName } from "./schemas.ts";
import type { Origin } from "./user-principal.ts";
import { findUserByEmail, insertUser, userTarget } from "./users.ts";

export interface ProvenIdentity {
  provider: string;
  /** The provider's own id of the person, which never changes. */
  subject: string;
  /** Null unless the provider says that it verified the address. */
  verifiedEmail: string | null;
  name: string | null;
}

/** Throws `unauthenticated` for people who are neither known nor invited. */
export async function signInByProvider(
  deps: Deps,
  from: Origin,
  identity: ProvenIdentity,
): Promise<SignedIn> {
  const keeper = doorkeeper(from);
  const { userId } = await linkIdentity.execute(deps, keeper, identity);
  return openSession.execute(deps, keeper, { userId, method: identity.provider, buckets: [] });
}

const linkIdentity = command({
  name: "identity.link",
  on: "platform",
  can: "system:write",
  input: z.strictObject({
    provider: z.string().max(40),
    subject: z.string().min(1).max(255),
    verifiedEmail: email.nullable().catch(null),
    name: personName.nullable().catch(null),
  }),
  async run({ tx, now, audit, unchanged }, { provider, subject, verifiedEmail, name }) {
    const [known] = await tx
      .select({ userId: identities.userId })
      .from(identities)
      .where(and(eq(identities.provider, provider), eq(identities.subject, subject)));
    if (known) {
      unchanged();
      return { userId: known.userId };
    }
    if (!verifiedEmail) throw stranger();
    const user = (await findUserByEmail(tx, verifiedEmail)) ?? (await invited(tx, verifiedEmail, name, now));
    if (!user) throw stranger();
    await tx.insert(identities).values({ provider, subject, userId: user.id, createdAt: now });
    audit({ target: userTarget(user), after: { provider } });
    return { userId: user.id };
  },
});

/** A new person without a password, if an invitation waits for them; they accept it by its link. */
async function invited(tx: Tx, address: string, name: string | null, now: Date) {
  const toTenant = await tx
    .select({ id: invitations.id })
    .from(invitations)
    .where(
      and(
        eq(invitations.email, address),
        isNull(invitations.acceptedAt),
        isNull(invitations.withdrawnAt),
        gt(invitations.expiresAt, now),
      ),
    )
    .limit(1);
  const toPlatform = await tx
    .select({ id: oneTimeLinks.id })
    .from(oneTimeLinks)
    .where(
      and(
        eq(oneTimeLinks.purpose, "platform_invitation"),
        eq(oneTimeLinks.email, address),
        isNull(oneTimeLinks.usedAt),
        gt(oneTimeLinks.expiresAt, now),
      ),
    )
    .limit(1);
  if (toTenant.length + toPlatform.length === 0) return null;
  return insertUser(tx, { email: address, name: name ?? address, passwordHash: null }, now);
}

function stranger(): DomainError {
  return new DomainError("unauthenticated", "Nobody with this address is known here. Ask for an invitation.");
}
