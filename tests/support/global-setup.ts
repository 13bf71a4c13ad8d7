// Starts one PostgreSQL for the whole run, and migrates the database that every test world is cloned from.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { connect } from "#db/client.ts";
import { startEmbedded } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { createLog } from "#lib/core/log.ts";
import { DATABASE_PASSWORD, TEMPLATE, urlOf } from "./server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** DSN of the superuser of the run's server. */
    superuserUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), "kh-test-"));
  const server = await startEmbedded({ dataDir, log: createLog("tests", "silent") });
  await makeTemplate(server.url);
  project.provide("superuserUrl", server.url);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

async function makeTemplate(superuserUrl: string): Promise<void> {
  const superuser = connect(superuserUrl, { max: 1 });
  // What a test wrote need not outlive a power cut.
  await superuser.sql.unsafe("alter system set fsync = off");
  await superuser.sql.unsafe("alter system set full_page_writes = off");
  await superuser.sql`select pg_reload_conf()`;
  await superuser.sql.unsafe(`create database ${TEMPLATE}`);
  await superuser.close();
  await migrate({ databaseUrl: urlOf(superuserUrl, TEMPLATE), databasePassword: DATABASE_PASSWORD });
}
