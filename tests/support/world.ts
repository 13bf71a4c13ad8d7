// A world of its own for a test file: a fresh migrated database (cloned in about 80 ms), the runtime roles
// connected to it, and a clock that stands still.
import { createHash, randomBytes } from "node:crypto";
import { inject } from "vitest";
import { connect, type Database, type Sql } from "#db/client.ts";
import { type RuntimeRole, roleUrl } from "#db/roles.ts";
import type { Deps } from "#lib/core/operation.ts";
import { parseKeyring } from "#lib/crypto/keyring.ts";
import { localMasterKeys } from "#lib/vault/local-master-keys.ts";
import { createVault, type Vault } from "#lib/vault/vault.ts";
import { type TestClock, testClock } from "./clock.ts";
import { DATABASE_PASSWORD, TEMPLATE, urlOf } from "./server.ts";

export interface TestWorld {
  /** What operations are executed with, as the role keyhold_web. */
  deps: Deps;
  /** The same for another runtime role. */
  as(role: RuntimeRole): Deps;
  /** DSN of a runtime role in this world's database. */
  url(role: RuntimeRole): string;
  /** DSN of the superuser in this world's database. */
  ownerUrl: string;
  /** The superuser, whom no policy binds: for looking at what is stored. */
  ownerSql: Sql;
  clock: TestClock;
  close(): Promise<void>;
}

/** The seed that roleUrl() and migrate() take in tests. */
export { DATABASE_PASSWORD } from "./server.ts";

/** KEYHOLD_PEPPERS of every test world. */
export const TEST_PEPPERS = `1:${createHash("sha256").update("the tests' pepper").digest("base64")}`;

/** KEYHOLD_MASTER_KEYS of every test world. */
export const TEST_MASTER_KEYS = `1:${createHash("sha256").update("the tests' master key").digest("base64")}`;

export async function testWorld(): Promise<TestWorld> {
  const superuserUrl = inject("superuserUrl");
  const name = `world_${randomBytes(8).toString("hex")}`;
  await onServer(superuserUrl, (sql) => sql.unsafe(`create database ${name} template ${TEMPLATE}`));
  const ownerUrl = urlOf(superuserUrl, name);
  const owner = connect(ownerUrl, { max: 2 });
  const clock = testClock();
  const url = (role: RuntimeRole) => roleUrl(ownerUrl, role, DATABASE_PASSWORD);
  const opened = new Map<RuntimeRole, Deps>();
  const as = (role: RuntimeRole): Deps => {
    const deps =
      opened.get(role) ?? depsOf(role, connect(url(role), { max: 5, name: `keyhold ${role}` }), clock);
    opened.set(role, deps);
    return deps;
  };
  const close = async () => {
    await Promise.all([owner.close(), ...[...opened.values()].map((deps) => deps.db.close())]);
    await onServer(superuserUrl, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`));
  };
  return { deps: as("web"), as, url, ownerUrl, ownerSql: owner.sql, clock, close };
}

function depsOf(role: RuntimeRole, db: Database, clock: TestClock): Deps {
  return {
    db,
    clock: clock.now,
    peppers: parseKeyring(TEST_PEPPERS, "KEYHOLD_PEPPERS"),
    keyPrefix: "kh",
    publicUrl: "http://keyhold.test",
    // As in an installation: the api alone opens provider keys.
    vault: role === "api" ? testVault(TEST_MASTER_KEYS) : undefined,
  };
}

/** What holds these master keys. */
export function testVault(masterKeys: string): Vault {
  return createVault([localMasterKeys(parseKeyring(masterKeys, "KEYHOLD_MASTER_KEYS"))]);
}

async function onServer(superuserUrl: string, work: (sql: Sql) => Promise<unknown>): Promise<void> {
  const superuser = connect(superuserUrl, { max: 1 });
  try {
    await work(superuser.sql);
  } finally {
    await superuser.close();
  }
}
