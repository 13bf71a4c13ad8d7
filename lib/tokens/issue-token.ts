// Makes a service token, for a tenant or for the platform. Nobody gives a token more than they may do themselves.
import { serviceTokens } from "#db/schema/index.ts";
import { DAY_MS } from "#lib/core/clock.ts";
import { DomainError, invalidField } from "#lib/core/errors.ts";
import type { CommandContext } from "#lib/core/operation.ts";
import { digestSecret } from "#lib/crypto/digest.ts";
import { generateToken } from "#lib/crypto/token.ts";
import { type Id, newId } from "#lib/shared/ids.ts";
import { PERMISSIONS, type Permission, TENANT_TOKEN_PERMISSIONS } from "#lib/shared/permissions.ts";
import { belongsTo, readToken } from "./queries.ts";
import { type TokenWithSecret, toTokenView } from "./view.ts";

interface Wish {
  name: string;
  permissions: (Permission | "*")[];
  expiresInDays?: number | null | undefined;
}

/** `tenantId` is null for a token of the platform. */
export async function issueToken(
  context: CommandContext,
  tenantId: Id<"ten"> | null,
  { name, permissions, expiresInDays }: Wish,
): Promise<TokenWithSecret> {
  const { tx, now, principal, audit, peppers, keyPrefix } = context;
  requireGrantable(principal.permissions, tenantId ? TENANT_TOKEN_PERMISSIONS : PERMISSIONS, permissions);
  const secret = generateToken(keyPrefix, "svc");
  const id = newId("tok");
  await tx.insert(serviceTokens).values({
    ...digestSecret(peppers, secret),
    id,
    tenantId,
    name,
    permissions,
    last4: secret.slice(-4),
    createdAt: now,
    createdByLabel: principal.actor.label,
    expiresAt: expiresInDays ? new Date(now.getTime() + expiresInDays * DAY_MS) : null,
  });
  const view = toTokenView(await readToken(tx, belongsTo(tenantId), id), now);
  audit({ target: { type: "token", id, label: name }, after: view });
  return { ...view, secret };
}

/** `possible` is what a token of this kind can do at all, and what "*" stands for. */
function requireGrantable(
  own: ReadonlySet<Permission>,
  possible: readonly Permission[],
  wanted: readonly (Permission | "*")[],
): void {
  for (const [index, permission] of wanted.entries()) {
    if (permission !== "*" && !possible.includes(permission))
      throw invalidField(`permissions.${index}`, `${permission} is only for tokens of the platform.`);
    const missing = (permission === "*" ? possible : [permission]).find((one) => !own.has(one));
    if (missing)
      throw new DomainError(
        "forbidden",
        `You cannot give a token the permission ${missing}, which you lack.`,
      );
  }
}
