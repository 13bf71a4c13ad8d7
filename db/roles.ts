// The roles of an installation: an owner that cannot log in, three that processes log in as, and one that they
// may step into to see every tenant. Passwords derive from one seed, so that every process can work out its own.
import { hkdfSync } from "node:crypto";
import type { Sql } from "./client.ts";

export const RUNTIME_ROLES = ["web", "api", "worker"] as const;
export type RuntimeRole = (typeof RUNTIME_ROLES)[number];

/** The password of a runtime role, 43 base64url characters. */
function passwordOf(role: RuntimeRole, seed: string): string {
  return Buffer.from(hkdfSync("sha256", seed, "keyhold database role", role, 32)).toString("base64url");
}

/** The DSN with which a process logs in as its own role. A DSN that already names that role is left as it is. */
export function roleUrl(databaseUrl: string, role: RuntimeRole, databasePassword: string): string {
  const url = new URL(databaseUrl);
  if (url.username === `keyhold_${role}`) return databaseUrl;
  url.username = `keyhold_${role}`;
  url.password = passwordOf(role, databasePassword);
  return url.toString();
}

/** Creates or updates the roles. Needs a superuser, or an owner of the database with CREATEROLE. */
export async function ensureRoles(sql: Sql, databasePassword: string): Promise<void> {
  await createRole(sql, "keyhold_owner", "nologin");
  await createRole(sql, "keyhold_platform", "nologin");
  for (const role of RUNTIME_ROLES) {
    await createRole(sql, `keyhold_${role}`, "login noinherit");
    await sql.unsafe(
      `alter role keyhold_${role} with login noinherit password '${passwordOf(role, databasePassword)}'`,
    );
    // No statement of ours runs for so long that compiling it would pay.
    await sql.unsafe(`alter role keyhold_${role} set jit = off`);
    // What pages read again and again is in memory. Told of disks, Postgres would rather read a stretch of time of all
    // tenants, which stands together, than the rows of the one that is asked for.
    await sql.unsafe(`alter role keyhold_${role} set random_page_cost = 0.1`);
    await sql.unsafe(`alter role keyhold_${role} set seq_page_cost = 0.1`);
  }
  const [{ database }] = await sql<[{ database: string }]>`select current_database() as database`;
  await sql.unsafe(`
    grant keyhold_owner to current_user;
    grant keyhold_platform to keyhold_owner, keyhold_web, keyhold_api, keyhold_worker;
    grant create, connect, temporary on database "${database.replaceAll('"', '""')}" to keyhold_owner;
    grant create, usage on schema public to keyhold_owner with grant option;
  `);
}

async function createRole(sql: Sql, name: string, attributes: string): Promise<void> {
  await sql.unsafe(`
    do $$ begin
      create role ${name} ${attributes};
    exception when duplicate_object or unique_violation then null;
    end $$`);
}
