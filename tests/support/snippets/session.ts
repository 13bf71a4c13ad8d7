// One Keyhold for all documents, and a folder and a shell for each: what a newcomer has in front of them, on ports and
// with customers of its own.
import { type ChildProcess, execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "../free-port.ts";
import { ROOT } from "../source-tree.ts";
import { filled, type Snippet } from "./snippets.ts";

interface Place {
  /** Empty, and the caller's to remove. */
  folder: string;
  /** For the command line, and for programs that a document shows. */
  env: Record<string, string>;
  /** The api's address, without a trailing slash. */
  url: string;
  /** Takes what is sent to example.com. Without a trailing slash. */
  receiver: string;
  /** An interpreter with the Python client; null where there is none. */
  python: string | null;
}

interface Ran {
  code: number;
  said: string;
}

const SHOWN = ["clients", "deploy", "examples", "lib", "package.json", "tests"];
const STEP_MS = 60_000;

/**
 * What stands in PATH before everything else. `npm start` is Keyhold, which runs already, and `npm test` is us.
 * For what readers do not see: `kh-field` reads one field of an answer in JSON, `kh-sha256` digests what is piped in,
 * and `kh-new-database` makes an empty database.
 */
const SHIMS = {
  keyhold: `exec node "$KH_SHIM" "$@"`,
  npm: `case "$*" in
  "run -s keyhold -- "*) shift 4; exec keyhold "$@" ;;
  ci | start | "start -- --demo" | test) exit 0 ;;
  *) echo "npm $* is nothing that a document may run" >&2; exit 1 ;;
esac`,
  pip: `echo "pip is nothing that a document may run outside of an environment of its own" >&2; exit 1`,
  "kh-field": `exec node -p 'JSON.parse(require("fs").readFileSync(0, "utf8"))[process.argv[1]]' "$1"`,
  "kh-sha256": `exec node -p 'require("crypto").createHash("sha256").update(require("fs").readFileSync(0)).digest(process.argv[1])' "$1"`,
  "kh-new-database": `exec node --input-type=module -e '
import postgres from "postgres";
const url = new URL(process.env.DATABASE_URL);
const host = url.searchParams.get("host");
const bare = new URL(url);
bare.searchParams.delete("host");
const sql = postgres(bare.href, host ? { host } : {});
const name = "restored_" + Date.now();
await sql.unsafe("create database " + name);
await sql.end();
url.pathname = "/" + name;
console.log(url.href);'`,
  // A busy machine may be too slow for the patience of an example's client, which then says 503: ask again.
  curl: `heads=$(mktemp); body=$(mktemp)
for try in 1 2 3; do
  "$KH_CURL" -D "$heads" "$@" > "$body" || exit $?
  status=$(grep -a "^HTTP/" "$heads" | tail -1 | cut -d" " -f2)
  [ "$status" = 503 ] || break
  sleep 1
done
cat "$body"
rm -f "$heads" "$body"
case "$KH_EXPECT" in
  "") [ "$status" -lt 400 ] || { echo "curl was answered $status" >&2; exit 1; } ;;
  *) [ "$status" = "$KH_EXPECT" ] || { echo "curl was answered $status, not $KH_EXPECT" >&2; exit 1; } ;;
esac`,
};

/** Runs what a document shows, in its order; what its shell is left with. Throws with what the first failure said. */
export async function follow(
  snippets: readonly Snippet[],
  place: Place,
  socket: string,
): Promise<Record<string, string>> {
  const { folder, url, python } = place;
  const port = await freePort();
  await furnish(folder);
  const env = {
    ...process.env,
    ...place.env,
    PATH: `${folder}/bin:${join(ROOT, "node_modules/.bin")}:${process.env.PATH}`,
  };
  const state = { KH_SOCKET: socket, KH_SHIM: join(ROOT, "tests/fixtures/keyhold-shim.mjs") };
  const shell = { ...env, ...state, KH_CURL: curl(), PORT: String(port), KH_EXPECT: "" };
  const servers: number[] = [];
  const here = (code: string) =>
    code
      .replaceAll(/(?:localhost|127\.0\.0\.1):4000/g, new URL(url).host)
      .replaceAll(/(?:localhost|127\.0\.0\.1):9000/g, `localhost:${port}`)
      .replaceAll("https://example.com", place.receiver)
      .replaceAll("/backups/", `${folder}/backups/`);
  try {
    for (const [index, snippet] of snippets.entries()) {
      if (snippet.notRun !== null) continue;
      const known = { ...place.env, ...(await variables(folder)) };
      const run = async (code: string, language = snippet.language): Promise<void> => {
        const { code: exit, said } = await step(
          folder,
          { ...shell, ...known },
          language,
          index,
          code,
          python,
          servers,
        );
        if (exit !== 0)
          throw new Error(`${snippet.place} failed with ${exit}:\n${said}${await serverLog(folder)}`);
      };
      const { around } = snippet;
      const isBefore = snippet.language === "sh" && around !== null && !/^ *…$/m.test(around);
      if (isBefore) {
        await run(here(around));
        Object.assign(known, await variables(folder));
      }
      const code = valued(here(filled(isBefore ? { ...snippet, around: null } : snippet)), known);
      if (snippet.language === "json") await send(snippet, code, valued(snippet.send ?? "", known), place);
      else await run(code);
    }
    return await variables(folder);
  } finally {
    for (const pid of servers) end(pid);
  }
}

/** The repository as somebody who cloned it sees it, in a folder that may be written to. */
async function furnish(folder: string): Promise<void> {
  for (const name of SHOWN) await symlink(join(ROOT, name), join(folder, name));
  for (const name of ["bin", "backups"]) await mkdir(join(folder, name));
  for (const [name, script] of Object.entries(SHIMS)) {
    await writeFile(join(folder, "bin", name), `#!/bin/bash\n${script}\n`);
    await chmod(join(folder, "bin", name), 0o755);
  }
  const modules = join(folder, "node_modules");
  await mkdir(join(modules, "@keyhold/client"), { recursive: true });
  for (const name of await readdir(join(ROOT, "node_modules")))
    if (!name.startsWith(".")) await symlink(join(ROOT, "node_modules", name), join(modules, name));
  const client = join(ROOT, "clients/typescript");
  await symlink(join(client, "src"), join(modules, "@keyhold/client/src"));
  const manifest = readFileSync(join(client, "package.json"), "utf8");
  const unbuilt = manifest.replaceAll(/dist\/(\w+)\.js/g, "src/$1.ts");
  await writeFile(join(modules, "@keyhold/client/package.json"), unbuilt);
}

/** "key_…" is what the variable KEY holds, "kh_live_…" what KH_LIVE does. */
function valued(code: string, known: Record<string, string>): string {
  return code.replaceAll(
    /\b([a-z]+(?:_[a-z]+)*)_…/g,
    (whole, name: string) => known[name.toUpperCase()] ?? whole,
  );
}

async function step(
  folder: string,
  env: Record<string, string | undefined>,
  language: Snippet["language"],
  index: number,
  code: string,
  python: string | null,
  servers: number[],
): Promise<Ran> {
  if (language === "python") {
    if (python === null) return { code: 0, said: "" };
    return execute(python, ["-c", code], folder, env);
  }
  if (language !== "sh") {
    const file = join(folder, `snippet-${index}.${language}`);
    await writeFile(file, code);
    return execute(process.execPath, [file], folder, env);
  }
  const script = `set -ae\nexec < /dev/null\n. ./state\n${expecting(inBackground(code, python))}\ndeclare -px > state\n`;
  await writeFile(join(folder, "step.sh"), script);
  const ran = await execute("bash", ["step.sh"], folder, env);
  for (const [, pid] of ran.said.matchAll(/^KH_SERVER (\d+)$/gm)) servers.push(Number(pid));
  return ran;
}

/** A line of curl that says what it is answered with is held to it. */
function expecting(code: string): string {
  const whole = code.replaceAll(/\\\n/g, "\u0000");
  const lines = whole.split("\n").map((line) => {
    const [, status] = /^curl .*\s#[^'"]*?\b([2-5]\d\d)\b/.exec(line) ?? [];
    return status ? `KH_EXPECT=${status} ${line}` : line;
  });
  return lines.join("\n").replaceAll("\u0000", "\\\n");
}

/** A server of an example runs on, as in a terminal of its own. */
function inBackground(code: string, python: string | null): string {
  const lines = code.split("\n").map((line) => {
    const [, program = ""] = /^(?:\w+=\S+ )*(?:node|python) (examples\/\S+)/.exec(line) ?? [];
    const source =
      program && existsSync(join(ROOT, program)) ? readFileSync(join(ROOT, program), "utf8") : "";
    if (!/\.listen\(|\bserve\(|uvicorn/.test(source)) return line;
    if (program.endsWith(".py") && python === null) return ":";
    const command = line.replace(/\s+#.*$/, "").replace(/^python /, `"${python}" `);
    return `${command} > server.log 2>&1 < /dev/null &
echo "KH_SERVER $!"
for _ in $(seq 600); do (: < /dev/tcp/127.0.0.1/$PORT) 2> /dev/null && break; sleep 0.05; done`;
  });
  return lines.join("\n");
}

async function serverLog(folder: string): Promise<string> {
  return readFile(join(folder, "server.log"), "utf8").catch(() => "");
}

async function variables(folder: string): Promise<Record<string, string>> {
  const file = join(folder, "state");
  if (!existsSync(file)) await writeFile(file, "");
  const list = await execute("bash", ["-c", `. "${file}"; env -0`], folder, { PATH: process.env.PATH });
  const pairs = list.said.split("\0").filter((pair) => /^[A-Z_]+=/.test(pair));
  const all = Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
  const { PATH, SHLVL, PWD, OLDPWD, KH_EXPECT, ...rest } = all;
  return rest;
}

function execute(
  program: string,
  args: string[],
  cwd: string,
  env: Record<string, string | undefined>,
): Promise<Ran> {
  return new Promise((resolve) => {
    const child: ChildProcess = execFile(
      program,
      args,
      { cwd, env: env as NodeJS.ProcessEnv, timeout: STEP_MS, killSignal: "SIGKILL" },
      (error, stdout, stderr) =>
        resolve({
          code: error ? (typeof error.code === "number" ? error.code : 1) : 0,
          said: `${stdout}${stderr}`,
        }),
    );
    child.stdin?.end();
  });
}

async function send(
  { place: where }: Snippet,
  body: string,
  send: string,
  { env, url }: Place,
): Promise<void> {
  const [, method, path] = /^(\w+) (\/\S+)$/.exec(send) ?? [];
  if (!method || !path) throw new Error(`${where} does not say where it is sent.`);
  const headers = { authorization: `Bearer ${env.KEYHOLD_TOKEN}`, "content-type": "application/json" };
  const answer = await fetch(url + path, { method, headers, body });
  if (!answer.ok) throw new Error(`${where} was answered ${answer.status}: ${await answer.text()}`);
}

function curl(): string {
  const found = (process.env.PATH ?? "").split(":").find((folder) => existsSync(join(folder, "curl")));
  return found ? join(found, "curl") : "curl";
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}
