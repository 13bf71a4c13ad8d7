import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readSettings } from "#lib/core/env.ts";
import { loadSecrets } from "#lib/processes/secrets.ts";

const KEY = "1:w4GvlBNdnPRIRSpbiRNzkMtz3pmAOPnO9Sc1kNVzQNE=";
const OTHER_KEY = "1:1XbJQKpuVNkkeqLjgYHvLDiHTQ6zaVAHrp9w1mKcX1c=";
const TEXT = "Zb2sZpKJx0WcJUlUqYk3VbOQ4uQ6i3qV";
const ALL = { KEYHOLD_MASTER_KEYS: KEY, KEYHOLD_PEPPERS: OTHER_KEY, AUTH_SECRET: TEXT };

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "kh-secrets-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

const settingsOf = (dataDir: string, values: Record<string, string> = {}) =>
  readSettings({ KEYHOLD_DATA: dataDir, ...values });

function revealed(secrets: Awaited<ReturnType<typeof loadSecrets>>): string[] {
  return Object.values(secrets).map((secret) => secret.reveal());
}

test("generated secrets stand in a file and folder that only their owner may read", async () => {
  const dataDir = join(await folder(), "new");
  await loadSecrets(settingsOf(dataDir));
  expect((await stat(join(dataDir, "secrets.json"))).mode & 0o777).toBe(0o600);
  expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
});

test("a file that others could read is closed to them", async () => {
  const dataDir = await folder();
  await loadSecrets(settingsOf(dataDir));
  await chmod(join(dataDir, "secrets.json"), 0o644);
  await loadSecrets(settingsOf(dataDir));
  expect((await stat(join(dataDir, "secrets.json"))).mode & 0o777).toBe(0o600);
});

test("many starters at once end up with the same secrets, which stay", async () => {
  const dataDir = await folder();
  const all = await Promise.all(Array.from({ length: 20 }, () => loadSecrets(settingsOf(dataDir))));
  const sets = new Set(all.map((secrets) => revealed(secrets).join()));
  expect(sets.size).toBe(1);
  expect(sets).toContain(revealed(await loadSecrets(settingsOf(dataDir))).join());
});

test("values of the environment win, and then no file is made", async () => {
  const dataDir = await folder();
  const need = ["masterKeys", "peppers", "authSecret"] as const;
  const secrets = await loadSecrets(settingsOf(dataDir, ALL), { need });
  expect(Object.values(secrets).map((secret) => secret.reveal())).toEqual([KEY, OTHER_KEY, TEXT]);
  await expect(stat(join(dataDir, "secrets.json"))).rejects.toThrow("ENOENT");
});

test("a process is given only what it may hold", async () => {
  const secrets = await loadSecrets(settingsOf(await folder()), { need: ["peppers"] });
  expect(Object.keys(secrets)).toEqual(["peppers"]);
});

test("a value may stand in a file", async () => {
  const dataDir = await folder();
  await writeFile(join(dataDir, "master"), `${KEY}\n`);
  const settings = settingsOf(dataDir, { KEYHOLD_MASTER_KEYS: `file:${join(dataDir, "master")}` });
  expect((await loadSecrets(settings)).masterKeys.reveal()).toBe(KEY);
});

test("a file that is not there is named", async () => {
  const settings = settingsOf(await folder(), { KEYHOLD_MASTER_KEYS: "file:/no/such/file" });
  await expect(loadSecrets(settings)).rejects.toThrow(
    "KEYHOLD_MASTER_KEYS names the file /no/such/file, which cannot be read (ENOENT).",
  );
});

test("production refuses generated secrets and names the missing ones", async () => {
  const dataDir = await folder();
  await expect(loadSecrets(settingsOf(dataDir, { AUTH_SECRET: TEXT }), { production: true })).rejects.toThrow(
    "--production uses no generated secrets; set KEYHOLD_MASTER_KEYS, KEYHOLD_PEPPERS in the environment.",
  );
  await expect(stat(join(dataDir, "secrets.json"))).rejects.toThrow("ENOENT");
  await expect(loadSecrets(settingsOf(dataDir, ALL), { production: true })).resolves.toBeDefined();
});

const bytes = (fill: (index: number) => number) =>
  `1:${Buffer.from(Array.from({ length: 32 }, (_, index) => fill(index))).toString("base64")}`;

test.each([
  ["all zero", bytes(() => 0)],
  ["a repeated byte", bytes(() => 0xab)],
  ["counting up", bytes((index) => index)],
  ["words", `1:${Buffer.from("changeme-changeme-please-thank-u").toString("base64")}`],
  ["short", `1:${Buffer.alloc(16, "x").toString("base64")}`],
  ["no version", KEY.slice(2)],
  ["nothing", " "],
])("a master key is refused without being shown: %s", async (_, value) => {
  const settings = settingsOf(await folder(), { KEYHOLD_MASTER_KEYS: value });
  const error = await loadSecrets(settings).then(
    () => null,
    (reason: Error) => reason,
  );
  expect(error?.message).toMatch(/^KEYHOLD_MASTER_KEYS/);
  expect(error?.message).not.toContain(value.slice(2) || "no value");
});

test.each(["short", "changeme".repeat(8), "a".repeat(64)])(
  "a guessable AUTH_SECRET is refused: %s",
  async (value) => {
    const settings = settingsOf(await folder(), { AUTH_SECRET: value });
    await expect(loadSecrets(settings)).rejects.toThrow(/^AUTH_SECRET (is too short|can be guessed)/);
  },
);

test("one key may not serve two purposes", async () => {
  const settings = settingsOf(await folder(), { ...ALL, KEYHOLD_PEPPERS: KEY });
  await expect(loadSecrets(settings)).rejects.toThrow("must not be the same");
});

test("a damaged file is not replaced", async () => {
  const dataDir = await folder();
  await writeFile(join(dataDir, "secrets.json"), "{");
  await expect(loadSecrets(settingsOf(dataDir))).rejects.toThrow("is damaged; restore it from a backup.");
  expect(await readFile(join(dataDir, "secrets.json"), "utf8")).toBe("{");
});
