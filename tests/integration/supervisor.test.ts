import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { createSupervisor, type Supervisor } from "#lib/processes/supervisor.ts";

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const started: Supervisor[] = [];
afterEach(async () => {
  for (const supervisor of started.splice(0)) await supervisor.stop();
});

function supervise(graceMs = 5_000) {
  const lines: string[] = [];
  const supervisor = createSupervisor({
    write: (text) => lines.push(text.trim()),
    terminal: false,
    graceMs,
    firstDelayMs: 10,
  });
  started.push(supervisor);
  const start = (name: string, behaviour = "") =>
    supervisor.start({ name, script: fixture("supervised-service.ts"), env: { BEHAVIOUR: behaviour } });
  const pids = () => lines.flatMap((line) => /pid (\d+)/.exec(line)?.[1] ?? []).map(Number);
  return { supervisor, lines, start, pids };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("each line says which service it came from", async () => {
  const { start, lines } = supervise();
  await Promise.all([start("web"), start("worker")]);
  await vi.waitFor(() => expect(lines).toHaveLength(2));
  expect(lines.map((line) => line.replace(/\d+/, "N")).sort()).toEqual([
    "web     | pid N",
    "worker  | pid N",
  ]);
});

test("a service that dies is started again", async () => {
  const { start, pids } = supervise();
  await start("api");
  await vi.waitFor(() => expect(pids()).toHaveLength(1));
  process.kill(pids()[0]!, "SIGKILL");
  await vi.waitFor(() => expect(pids()).toHaveLength(2), 5_000);
  expect(isRunning(pids()[1]!)).toBe(true);
});

test("services end one after the other, the last started first", async () => {
  const { start, supervisor, lines } = supervise();
  for (const name of ["api", "worker", "web"]) await start(name);
  await supervisor.stop();
  expect(lines.filter((line) => line.includes("stop"))).toEqual([
    "web     | stopping",
    "web     | stopped",
    "worker  | stopping",
    "worker  | stopped",
    "api     | stopping",
    "api     | stopped",
  ]);
});

test("a service that does not end is killed after the grace period, and not started again", async () => {
  const { start, supervisor, lines, pids } = supervise(300);
  await start("web", "stubborn");
  await supervisor.stop();
  expect(lines).toContain("web     | I stay");
  expect(pids().filter(isRunning)).toEqual([]);
});

test("a service that says that its settings are wrong is given up at once", async () => {
  const { start, supervisor } = supervise();
  void start("api", "misconfigured");
  expect((await supervisor.failed).message).toBe("The api cannot run; its last line above says why.");
});

test("a service that dies again and again is given up with a sentence", async () => {
  const { start, supervisor, lines } = supervise();
  void start("api", "crash");
  expect((await supervisor.failed).message).toBe(
    "The api ended with exit code 3, 6 times in a row; its last lines above say why.",
  );
  expect(lines.filter((line) => line.includes("starting it again"))).toHaveLength(5);
}, 30_000);

test("a service ends when its supervisor is killed", async () => {
  const parent = spawn(process.execPath, [fixture("run-supervisor.ts")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  parent.stdout.on("data", (chunk) => {
    output += chunk;
  });
  await vi.waitFor(() => expect(output).toMatch(/pid \d+[\s\S]*ready|ready[\s\S]*pid \d+/), 10_000);
  const pid = Number(/pid (\d+)/.exec(output)?.[1]);
  expect(isRunning(pid)).toBe(true);
  parent.kill("SIGKILL");
  await once(parent, "exit");
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), 5_000);
}, 20_000);

test("what npm runs ends when npm is killed, and only what npm runs", async () => {
  const run = async (env: Record<string, string>) => {
    const parent = spawn("sh", ["-c", `"${process.execPath}" "${fixture("npm-child.ts")}"; true`], {
      env: { ...env } as NodeJS.ProcessEnv,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(parent.stdout, "data");
    parent.kill("SIGKILL");
    return Number(/pid (\d+)/.exec(String(line))?.[1]);
  };
  const [child, other] = await Promise.all([run({ npm_lifecycle_event: "start" }), run({})]);
  await vi.waitFor(() => expect(isRunning(child)).toBe(false), 5_000);
  expect(isRunning(other)).toBe(true);
  process.kill(other);
});
