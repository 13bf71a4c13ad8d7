// Starts one service with its own settings, and lets it live until it is told to end.
import { readSettings, type Settings } from "#lib/core/env.ts";
import { createLog } from "#lib/core/log.ts";
import type { ServiceName } from "./child-environment.ts";
import { EXIT_CONFIG, fail, isForOperators } from "./fail.ts";
import { liveUntilTold } from "./live-until-told.ts";
import { type OwnSettings, ownSettings } from "./own-settings.ts";

interface Service {
  stop(): Promise<void>;
}

/** Runs a service until SIGTERM, or SIGINT when it runs alone. Never returns. */
export async function runService(
  name: ServiceName,
  start: (settings: Settings, own: OwnSettings) => Promise<Service>,
): Promise<void> {
  const supervised = process.connected;
  process.on("uncaughtException", (error) => fail(error));
  try {
    const settings = readSettings();
    const own = await ownSettings(name, settings, createLog(name, settings.logLevel));
    const service = await start(own.settings, own);
    liveUntilTold(async () => {
      await service.stop();
      await own.close();
    });
  } catch (error) {
    fail(error, supervised && isForOperators(error) ? EXIT_CONFIG : 1);
  }
}
