// What the dashboard hands to operations, opened once per process. It holds no master key and asks for none.
import "server-only";
import { readSettings, type Settings } from "#lib/core/env.ts";
import { createLog, type Log } from "#lib/core/log.ts";
import type { Deps } from "#lib/core/operation.ts";
import { openDeps } from "#lib/processes/open-deps.ts";

interface Opened {
  deps: Deps;
  settings: Settings;
  log: Log;
}

// On globalThis, because a development server loads modules again and would open a pool each time.
const store = globalThis as typeof globalThis & { keyholdWeb?: Opened };

function opened(): Opened {
  store.keyholdWeb ??= open();
  return store.keyholdWeb;
}

function open(): Opened {
  const settings = readSettings();
  return { settings, deps: openDeps(settings, "keyhold web"), log: createLog("web", settings.logLevel) };
}

export const webDeps = (): Deps => opened().deps;
export const webSettings = (): Settings => opened().settings;
export const webLog = (): Log => opened().log;
