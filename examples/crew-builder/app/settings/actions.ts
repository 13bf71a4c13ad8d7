"use server";
// What the settings page does. Provider keys come in sealed: this server stores what it cannot read.
import { revalidatePath } from "next/cache";
import { KeyholdError, type ProviderId, type SealTicket } from "#clients/typescript/src/index.ts";
import { keyhold, TENANT } from "../../keyhold.ts";
import { type Deed, refusal } from "../../team.ts";

export type Done<Value> = { ok: true; value: Value } | { ok: false; why: string };
type Sealed = { sealed: string; nonce: string };

export async function beginEntry(credentialId?: string): Promise<Done<SealTicket>> {
  return attempt("touch keys", () => keyhold.credentials.begin({ tenant: TENANT, credentialId }));
}

export async function addKey(provider: ProviderId, label: string, { sealed, nonce }: Sealed) {
  return attempt("touch keys", () =>
    keyhold.credentials.add({ tenant: TENANT, provider, label, sealed, nonce }),
  );
}

export async function replaceKey(id: string, { sealed, nonce }: Sealed) {
  return attempt("touch keys", () => keyhold.credentials.replace(id, { tenant: TENANT, sealed, nonce }));
}

export async function testKey(id: string) {
  return attempt("touch keys", () => keyhold.credentials.check(id, { tenant: TENANT }));
}

export async function removeKey(id: string) {
  return attempt("touch keys", () => keyhold.credentials.remove(id, { tenant: TENANT }));
}

export async function choosePlan(plan: string) {
  return attempt("choose the plan", () => keyhold.send("PATCH", `/v1/tenants/${TENANT}`, { body: { plan } }));
}

async function attempt<Value>(deed: Deed, run: () => Promise<Value>): Promise<Done<Value>> {
  const why = await refusal(deed);
  if (why) return { ok: false, why };
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    if (error instanceof KeyholdError) return { ok: false, why: error.message };
    throw error;
  } finally {
    revalidatePath("/", "layout");
  }
}
