// A Keyhold of several nodes on one database, with a tenant, and the tokens and keys that a scenario asks for.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Database } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { systemClock } from "#lib/core/clock.ts";
import { readSettings } from "#lib/core/env.ts";
import type { Deps } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { parseKeyring } from "#lib/crypto/keyring.ts";
import { createKey } from "#lib/keys/create-key.ts";
import { createPlan } from "#lib/plans/create-plan.ts";
import { loadSecrets } from "#lib/processes/secrets.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { Limit } from "#lib/shared/limits.ts";
import { createTenant } from "#lib/tenants/create-tenant.ts";
import { createPlatformToken } from "#lib/tokens/create-platform-token.ts";
import { type ApiNode, startNode } from "./node.ts";
import { type Postgres, startPostgres } from "./postgres.ts";

export interface Key {
  id: string;
  secret: string;
}

export interface Installation {
  folder: string;
  postgres: Postgres;
  nodes: ApiNode[];
  /** The superuser, for looking at what is stored. */
  owner: Database;
  /** A service token that may do everything. */
  token: string;
  /** What commands are executed with. */
  deps: Deps;
  /** As in KEYHOLD_MASTER_KEYS. */
  masterKeys: string;
  version: string;
  /** A key without limits, unless some are given; `staleOkSeconds` makes its plan one that goes on. */
  makeKey(limits?: Limit[], tenantId?: Id<"ten">): Promise<Key>;
  makeTenant(staleOkSeconds: number): Promise<Id<"ten">>;
  close(): Promise<void>;
}

/** Where the providers of models are that nodes may call. */
export const LOOPBACK = "127.0.0.0/8";

const PRINCIPAL = systemPrincipal("chaos");

export async function openInstallation(nodeCount: number): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), "keyhold-chaos-"));
  const postgres = await startPostgres(folder);
  const secrets = await loadSecrets(readSettings({ KEYHOLD_DATA: folder }));
  await migrate({ databaseUrl: postgres.url, databasePassword: secrets.databasePassword.reveal() });
  const owner = connect(postgres.url, { max: 4, name: "chaos" });
  const deps: Deps = {
    db: owner,
    clock: systemClock,
    peppers: parseKeyring(secrets.peppers.reveal(), "KEYHOLD_PEPPERS"),
    keyPrefix: "kh",
    publicUrl: "http://localhost:3000",
  };
  const { secret: token } = await createPlatformToken.execute(deps, PRINCIPAL, {
    name: "chaos",
    permissions: ["*"],
  });
  const makeTenant = async (staleOkSeconds: number) => {
    const slug = `chaos-${Math.random().toString(36).slice(2, 10)}`;
    const plan = await createPlan.execute(deps, PRINCIPAL, { slug, name: slug, staleOkSeconds });
    const tenant = { clientId: slug.replace("-", "_"), name: slug, plan: plan.slug };
    return (await createTenant.execute(deps, PRINCIPAL, tenant)).id as Id<"ten">;
  };
  const usual = await makeTenant(0);
  const env = { KEYHOLD_DATA: folder, DATABASE_URL: postgres.url, EGRESS_ALLOW: LOOPBACK };
  const nodes = await Promise.all(Array.from({ length: nodeCount }, () => startNode(env)));
  const [row] = await owner.sql`select current_setting('server_version') as version`;
  return {
    folder,
    postgres,
    nodes,
    owner,
    token,
    deps,
    masterKeys: secrets.masterKeys.reveal(),
    version: row?.version,
    makeTenant,
    async makeKey(limits = [], tenantId = usual) {
      const made = await createKey.execute(deps, { ...PRINCIPAL, tenantId }, { name: "chaos", limits });
      return { id: made.id, secret: made.secret };
    },
    async close() {
      postgres.thaw();
      await Promise.all(nodes.map((node) => node.stop()));
      await owner.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
