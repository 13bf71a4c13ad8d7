// Writes to those who can mend an endpoint that is sent nothing any more: the tenant's owners, or the platform's admins.
import { and, eq, isNull } from "drizzle-orm";
import { members, users } from "#db/schema/index.ts";
import type { Tx } from "#db/tenant.ts";
import type { QueryContext } from "#lib/core/operation.ts";
import { queueMail } from "#lib/mail/queue-mail.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { namesOf } from "./message.ts";
import type { EndpointRow } from "./view.ts";

type Context = Pick<QueryContext, "tx" | "now" | "tenantId" | "publicUrl">;

export async function tellOwners(
  { tx, now, tenantId, publicUrl }: Context,
  { id, url: endpoint }: EndpointRow,
  reason: "gone" | "failing" | "person",
): Promise<void> {
  const tenant = (await namesOf(tx, [tenantId])).get(tenantId);
  const url = `${publicUrl}${tenant ? `/t/${tenant.clientId}` : "/admin"}/webhooks/${id}`;
  for (const email of await ownersOf(tx, tenantId))
    await queueMail(tx, now, email, { kind: "webhook_disabled", url, endpoint, gone: reason === "gone" });
}

async function ownersOf(tx: Tx, tenantId: Id<"ten">): Promise<string[]> {
  const rows =
    tenantId === PLATFORM_TENANT
      ? await tx
          .select({ email: users.email })
          .from(users)
          .where(and(eq(users.platformRole, "admin"), isNull(users.disabledAt)))
      : await tx
          .select({ email: users.email })
          .from(members)
          .innerJoin(users, eq(users.id, members.userId))
          .where(and(eq(members.tenantId, tenantId), eq(members.role, "owner"), isNull(users.disabledAt)));
  return rows.map(({ email }) => email);
}
