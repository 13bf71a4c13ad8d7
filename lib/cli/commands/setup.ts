// One command for a new installation, also without a browser: schema, first admin, a service token, and client keys.
// What may be seen once only goes into a file that its owner alone can read, or to stdout.
import type { Command } from "commander";
import { createAdmin } from "#lib/auth/create-admin.ts";
import { firstAdminLink } from "#lib/auth/first-admin-link.ts";
import { DomainError } from "#lib/core/errors.ts";
import { createKey } from "#lib/keys/create-key.ts";
import { createTenant } from "#lib/tenants/create-tenant.ts";
import { createPlatformToken } from "#lib/tokens/create-platform-token.ts";
import { listAllTokens } from "#lib/tokens/list-all-tokens.ts";
import { askNewPassword, readSecret } from "../ask.ts";
import { type Call, stepsHere } from "../cli.ts";
import { type Client, readClient } from "../client-words.ts";
import { hereOnly } from "../here-only.ts";
import type { Installation } from "../installation.ts";
import type { TenantName } from "../keyhold.ts";
import { giveUpFile, reserveFile } from "../private-output.ts";
import { showSetup, toEnvFile } from "../setup-screen.ts";
import { collect } from "../words.ts";

interface Options {
  adminEmail?: string;
  passwordStdin?: boolean;
  tenant: string;
  client?: string[];
  out?: string;
}

export interface Setup {
  /** The first admin; null when there was one already and no other was asked for. */
  admin: { email: string | null; url: string | null } | null;
  /** For a service that verifies keys and reports usage; null when one was made for the same tenant before. */
  serviceToken: { id: string; secret: string } | null;
  tenant: string | null;
  clients: { name: string; keyId: string; secret: string }[];
}

const TOKEN = { permissions: ["keys:verify", "usage:write"], expiresInDays: null };

export function setup(command: Command): void {
  hereOnly(command)
    .option("--admin-email <address>", "the first admin; left out, a link that makes one")
    .option("--password-stdin", "take the admin's password from stdin")
    .option("--client <name:scopes:limit>", "a key, such as shop:write:1000/hour; repeatable", collect)
    .option("--tenant <client-id>", "whose keys they are; made when there is none", "default")
    .option("--out <file>", "write the secrets there, readable by you alone; never overwritten")
    .action(stepsHere<Options>(setUp, { prepare: true }));
}

async function setUp(call: Call<Options>, installation: Installation): Promise<void> {
  const { options, screen } = call;
  const clients = (options.client ?? []).map(readClient);
  const file = options.out ? await reserveFile(options.out) : null;
  try {
    const setup = await makeAll(call, installation, clients);
    await file?.write(toEnvFile(setup, installation.settings));
    await file?.close();
    const shown = options.out ? { ...withoutSecrets(setup), out: options.out } : setup;
    if (screen.json) screen.line(JSON.stringify(shown, null, 2));
    else showSetup(setup, options.out ?? null, screen);
  } catch (error) {
    if (file && options.out) await giveUpFile(file, options.out);
    throw error;
  }
}

async function makeAll(call: Call<Options>, installation: Installation, clients: Client[]): Promise<Setup> {
  const admin = await makeAdmin(call, installation);
  const tenantId = clients.length > 0 ? await ensureTenant(call) : null;
  const made: Setup["clients"] = [];
  for (const { name, scopes, limits } of clients) {
    const key = await call.run(createKey, { name, scopes, limits }, tenantId);
    made.push({ name, keyId: key.id, secret: key.secret });
  }
  const tenant = tenantId && call.options.tenant;
  return { admin, serviceToken: await makeToken(call), tenant, clients: made };
}

async function makeAdmin({ options, run }: Call<Options>, { deps }: Installation): Promise<Setup["admin"]> {
  if (options.adminEmail === undefined) {
    const url = await firstAdminLink(deps);
    return url ? { email: null, url } : null;
  }
  const password = options.passwordStdin ? await readSecret("password") : await askNewPassword();
  const admin = await run(createAdmin, { email: options.adminEmail, password: password ?? undefined });
  return { email: admin.email, url: admin.passwordUrl };
}

/** Each file is whole: who sets up another tenant need not look for the token in the file of the first. */
async function makeToken({ run, options }: Call<Options>): Promise<Setup["serviceToken"]> {
  const own = options.tenant === "default" ? "setup" : `setup of ${options.tenant}`;
  const { items } = await run(listAllTokens, { limit: 200 });
  const stands = items.some(({ name, tenant, status }) => name === own && !tenant && status === "active");
  if (stands) return null;
  const { id, secret } = await run(createPlatformToken, { ...TOKEN, name: own });
  return { id, secret };
}

async function ensureTenant({ options, run, tenantId }: Call<Options>): Promise<TenantName> {
  try {
    return await tenantId(options.tenant);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "not_found") throw error;
    const name = options.tenant.replaceAll(/[_-]/g, " ").replace(/^\w/, (letter) => letter.toUpperCase());
    return (await run(createTenant, { name, clientId: options.tenant })).id;
  }
}

function withoutSecrets({ admin, serviceToken, tenant, clients }: Setup) {
  return {
    admin: admin && { email: admin.email },
    serviceToken: serviceToken && { id: serviceToken.id },
    tenant,
    clients: clients.map(({ name, keyId }) => ({ name, keyId })),
  };
}
