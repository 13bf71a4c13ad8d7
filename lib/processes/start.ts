// npm start: everything that an installation needs, on one machine, in the right order; and its end in reverse.
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { migrate } from "#db/migrate.ts";
import { roleUrl } from "#db/roles.ts";
import { firstAdminLink } from "#lib/auth/first-admin-link.ts";
import { readSettings, type Settings } from "#lib/core/env.ts";
import { createLog } from "#lib/core/log.ts";
import { Secret } from "#lib/core/secret.ts";
import { WEB_SOURCE_ADDRESS } from "#lib/web/source-address.ts";
import { buildDashboard, isBuilt } from "./build-dashboard.ts";
import { databaseError } from "./check-database.ts";
import { childEnvironment, type ServiceName } from "./child-environment.ts";
import { openDatabase } from "./database.ts";
import { fail, StartError } from "./fail.ts";
import { openDeps } from "./open-deps.ts";
import { checkPorts } from "./ports.ts";
import { createProgress } from "./progress.ts";
import { restartOnChange } from "./restart-on-change.ts";
import { loadSecrets, type Secrets } from "./secrets.ts";
import { seedDemo } from "./seed-demo.ts";
import { createSupervisor } from "./supervisor.ts";
import { undoStack } from "./undo-stack.ts";
import { welcomeBox } from "./welcome.ts";
import { whenOrphaned } from "./when-orphaned.ts";

/** In the order in which they are started; they end in the reverse. */
const SERVICES: ServiceName[] = ["api", "worker", "web"];

interface Flags {
  demo: boolean;
  production: boolean;
  dev: boolean;
}

function readFlags(): Flags {
  const options = {
    demo: { type: "boolean" },
    production: { type: "boolean" },
    dev: { type: "boolean" },
  } as const;
  try {
    const { values } = parseArgs({ options });
    return { demo: values.demo ?? false, production: values.production ?? false, dev: values.dev ?? false };
  } catch {
    throw new StartError("Usage: npm start -- [--demo] [--production] [--dev]");
  }
}

async function main(): Promise<void> {
  const flags = readFlags();
  const settings = { ...readSettings(), development: flags.dev };
  const ending = new AbortController();
  const undo = undoStack();
  const end = () => {
    if (ending.signal.aborted) return;
    ending.abort();
    undo.run().then(() => process.exit(0), fail);
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, end);
  whenOrphaned(end);
  try {
    const failure = await start(settings, flags, undo, ending.signal);
    if (!ending.signal.aborted) throw failure;
  } catch (error) {
    if (ending.signal.aborted) return;
    ending.abort();
    await undo.run();
    fail(error);
  }
}

/** Brings everything up and then waits; returns why it could not go on. */
async function start(
  settings: Settings,
  flags: Flags,
  undo: ReturnType<typeof undoStack>,
  ending: AbortSignal,
): Promise<StartError> {
  const log = createLog("start", "warn");
  const progress = createProgress(process.stdout);
  await checkPorts(settings);
  const secrets = await loadSecrets(settings, { production: flags.production });

  const database = await progress.step(
    "starting the database",
    () => openDatabase(settings, log),
    ({ embedded }) =>
      embedded ? `database: embedded PostgreSQL in ${settings.dataDir}` : "database: reached",
  );
  undo.add(database.close);
  await progress.step(
    "bringing tables up to date",
    () => migrateTo(database.url, secrets),
    () => "tables: up to date",
  );
  if (!flags.dev && !(await isBuilt()))
    await progress.step(
      "building the dashboard (only now and after changes)",
      () => buildDashboard(ending),
      () => "dashboard: built",
    );

  const supervisor = createSupervisor({
    write: (text) => process.stdout.write(text),
    terminal: process.stdout.isTTY ?? false,
  });
  undo.add(supervisor.stop);
  ending.throwIfAborted();
  const ready = Promise.all(
    SERVICES.map((name) => supervisor.start(specOf(name, settings, secrets, database.url))),
  );
  const failed = supervisor.failed.then((error) => Promise.reject(error));
  await progress.step(
    "starting api, worker and web",
    () => Promise.race([ready, failed]),
    () => "api, worker, web: ready",
  );
  const demo = flags.demo
    ? await progress.step("making demo data (about a minute, once)", seedDemo, () => "demo data: there")
    : null;
  if (flags.dev) restartOnChange(() => supervisor.restart("api", "worker"));

  process.stdout.write(
    `${welcomeBox({
      dashboard: settings.publicUrl,
      api: `http://localhost:${settings.apiPort}`,
      firstAdmin: await adminLink(settings, secrets, database.url),
      demo,
    })}\n`,
  );
  return supervisor.failed;
}

async function migrateTo(databaseUrl: string, secrets: Secrets): Promise<void> {
  await migrate({ databaseUrl, databasePassword: secrets.databasePassword.reveal() }).catch(
    (error: unknown) => {
      throw databaseError(databaseUrl, error);
    },
  );
}

function specOf(name: ServiceName, settings: Settings, secrets: Secrets, databaseUrl: string) {
  const dsn = roleUrl(databaseUrl, name, secrets.databasePassword.reveal());
  return {
    name,
    script: fileURLToPath(new URL(`./${name}.ts`, import.meta.url)),
    env: childEnvironment(name, trusting(name, settings), secrets, dsn),
  };
}

/** The api believes what the dashboard's server says about whom it speaks for. */
function trusting(name: ServiceName, settings: Settings): Settings {
  if (name !== "api" || !WEB_SOURCE_ADDRESS) return settings;
  return { ...settings, trustedProxies: [...settings.trustedProxies, WEB_SOURCE_ADDRESS] };
}

async function adminLink(settings: Settings, secrets: Secrets, databaseUrl: string): Promise<string | null> {
  const dsn = roleUrl(databaseUrl, "web", secrets.databasePassword.reveal());
  const deps = openDeps(
    { ...settings, databaseUrl: new Secret(dsn), peppers: secrets.peppers },
    "keyhold start",
  );
  return firstAdminLink(deps).finally(() => deps.db.close());
}

await main().catch(fail);
