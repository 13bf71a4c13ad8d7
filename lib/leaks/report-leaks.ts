// Somebody found keys where the world can read them. Each is looked up as a person would look up a pasted key; what is
// ours is dealt with as the plan of its tenant says, and told of. The key itself is neither stored nor logged.
import { leaks } from "#db/schema/index.ts";
import { type CommandContext, command } from "#lib/core/operation.ts";
import { toldOfKey } from "#lib/core/published-events.ts";
import { changeLeaked } from "#lib/keys/change-leaked.ts";
import { type Recognised, recognise } from "#lib/keys/recognise.ts";
import { newId } from "#lib/shared/ids.ts";
import type { LeakAction, LeakPolicy } from "#lib/shared/leaks.ts";
import { emitEvent } from "#lib/webhooks/emit-event.ts";
import { countAgain, type FoundLeak, policyOf } from "./queries.ts";
import { ReportLeaks } from "./schemas.ts";
import { takeToken } from "./take-token.ts";
import type { LeakVerdicts } from "./view.ts";

const LONGEST_URL = 1_000;
const HIDDEN = "[key]";

export const reportLeaks = command({
  name: "leak.report",
  on: "platform",
  can: "leaks:write",
  input: ReportLeaks,
  async run(context, { leaks: reported }): Promise<LeakVerdicts> {
    const results: LeakVerdicts["results"] = [];
    for (const { token, key, url, source } of reported) {
      const secret = token ?? key ?? "";
      const found = await recognise(context, secret);
      const place = { url: cleanUrl(url ?? "", secret), source: without(source ?? "", secret) };
      results.push(found ? await take(context, found, place) : await takeOther(context, secret, place));
    }
    context.unchanged();
    return { results };
  },
});

const NOT_OURS = { label: "false_positive", keyId: null, action: null } as const;

async function takeOther(
  context: CommandContext,
  secret: string,
  place: Pick<FoundLeak, "url" | "source">,
): Promise<LeakVerdicts["results"][number]> {
  const action = await takeToken(context, secret, place);
  return action === null ? NOT_OURS : { label: "true_positive", keyId: null, action };
}

async function take(
  context: CommandContext,
  { tenantId, keyId }: Recognised,
  place: Pick<FoundLeak, "url" | "source">,
): Promise<LeakVerdicts["results"][number]> {
  const { tx, now, principal } = context;
  const leak = { tenantId, keyId, ...place, reportedBy: principal.actor.label };
  // Somebody may have enabled it again since: what is known of already is counted, and nothing else.
  const known = await countAgain(tx, leak, now);
  const action = known ?? (await act(context, leak, await policyOf(tx, tenantId)));
  return { label: "true_positive", keyId, action };
}

async function act(context: CommandContext, leak: FoundLeak, policy: LeakPolicy): Promise<LeakAction> {
  const { tx, now, audit, publicUrl } = context;
  const { tenantId, keyId, url, source, reportedBy } = leak;
  const { before, after, action } = await changeLeaked(tx, now, leak, policy);
  const row = { id: newId("leak"), ...leak, action, firstAt: now, lastAt: now, reports: 1 };
  await tx.insert(leaks).values(row).onConflictDoNothing();
  const told = { url, source, reportedBy, action };
  const target = { type: "key", id: keyId, label: after.name };
  audit({ tenantId, target, before, after: { ...after, leak: told } });
  const data = {
    key: toldOfKey(after),
    leak: told,
    url: `${publicUrl}/t/${after.tenant.clientId}/keys/${keyId}`,
  };
  await emitEvent(tx, { tenantId, type: "key.leaked", data, now });
  return action;
}

/** A place may hold the key itself, as it is or encoded. */
function without(text: string, secret: string): string {
  return text.replaceAll(secret, HIDDEN).replaceAll(encodeURIComponent(secret), HIDDEN);
}

/** In ASCII and not too long, for an index. */
function cleanUrl(text: string, secret: string): string {
  const clean = without(text, secret).trim();
  return (URL.canParse(clean) ? new URL(clean).href : encodeURI(clean.toWellFormed())).slice(0, LONGEST_URL);
}
