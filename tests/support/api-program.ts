// The api as a process of its own beside a test's world: for what only a real process can show, such as being killed.
import { expect } from "vitest";
import { freePort } from "./free-port.ts";
import { startProgram } from "./program.ts";
import { TEST_MASTER_KEYS, TEST_PEPPERS, type TestWorld } from "./world.ts";

export interface ApiProgram {
  url: string;
  /** Resolves when it has ended. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Resolves when it is ready. What it wrote is shown when that does not come to pass; it may call models on this machine. */
export async function startApiProgram(
  world: TestWorld,
  dataDir: string,
  env: Record<string, string> = {},
): Promise<ApiProgram> {
  const port = await freePort();
  const child = startProgram("lib/processes/api.ts", [], {
    DATABASE_URL: world.url("api"),
    KEYHOLD_PEPPERS: TEST_PEPPERS,
    KEYHOLD_MASTER_KEYS: TEST_MASTER_KEYS,
    KEYHOLD_DATA: dataDir,
    API_PORT: String(port),
    API_PROCESSES: "1",
    HOST: "127.0.0.1",
    EGRESS_ALLOW: "127.0.0.0/8",
    LOG_LEVEL: "error",
    ...env,
  });
  let said = "";
  child.stdout?.on("data", (chunk) => (said += chunk));
  child.stderr?.on("data", (chunk) => (said += chunk));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const ready = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok || said,
      () => said,
    );
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  try {
    await expect.poll(ready, { timeout: 60_000, interval: 50 }).toBe(true);
  } catch (error) {
    await end("SIGKILL");
    throw error;
  }
  return { url, end };
}
