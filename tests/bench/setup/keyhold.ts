// The api as `npm run api` starts it: one process on a core of its own, or one for each core.
import { systemClock } from "#lib/core/clock.ts";
import type { Deps } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import type { Permission } from "#lib/shared/permissions.ts";
import { createPlatformToken } from "#lib/tokens/create-platform-token.ts";
import type { RequestSet } from "../load/plan.ts";
import type { Installation } from "./installation.ts";
import { freePort, type Program, startProgram } from "./program.ts";

const DRAIN_MS = 60_000;

export interface Keyhold {
  port: number;
  pid: number;
  /** Usage events that are not in the database yet. */
  waitingUsage(): Promise<number>;
  /** Waits until all usage is stored, a minute at most; the seconds that it took. */
  untilDrained(): Promise<number>;
  stop(): Promise<void>;
}

/** `seat` "server" is one process on that core, "any" as many as it starts by itself wherever the kernel puts them. */
export async function startKeyhold(
  { folder, giveWay }: Installation,
  env: Record<string, string> = {},
  seat: "server" | "any" = "server",
): Promise<Keyhold> {
  giveWay();
  const port = await freePort();
  const program: Program = startProgram("lib/processes/api.ts", {
    seat,
    env: {
      KEYHOLD_DATA: folder,
      API_PORT: String(port),
      ...(seat === "server" && { API_PROCESSES: "1" }),
      HOST: "127.0.0.1",
      LOG_LEVEL: "warn",
      ...env,
    },
  });
  const url = `http://127.0.0.1:${port}`;
  await program.untilAnswers(`${url}/readyz`);
  const waitingUsage = async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(/^keyhold_usage_events_waiting\S* (\d+)/m.exec(text)?.[1] ?? 0);
  };
  return {
    port,
    pid: program.pid,
    waitingUsage,
    async untilDrained() {
      const startedAt = Date.now();
      while ((await waitingUsage()) > 0 && Date.now() - startedAt < DRAIN_MS)
        await new Promise((resolve) => setTimeout(resolve, 100));
      return (Date.now() - startedAt) / 1_000;
    },
    stop: program.stop,
  };
}

/** The secret of a new service token of the platform. */
export async function makeServiceToken(
  installation: Installation,
  permissions: Permission[],
): Promise<string> {
  const token = await createPlatformToken.execute(depsOf(installation), systemPrincipal("bench"), {
    name: "bench",
    permissions,
  });
  return token.secret;
}

/** What operations are executed with. */
export function depsOf({ owner, peppers }: Installation): Deps {
  return {
    db: owner,
    clock: systemClock,
    peppers,
    keyPrefix: "kh",
    publicUrl: "http://localhost:3000",
  };
}

/** POST /v1/keys/verify of each key in `keysFile`, as a service asks it. */
export function verifyRequests(token: string, keysFile: string, keys?: number): RequestSet {
  return {
    keysFile,
    keys,
    method: "POST",
    path: "/v1/keys/verify",
    headers: { Authorization: `Bearer ${token}` },
    body: JSON.stringify({ key: "{key}", scopes: ["logs:write"], resource: "POST /api/v1/logs" }),
  };
}
