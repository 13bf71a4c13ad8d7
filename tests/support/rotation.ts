// A master key's rotation under calls: keys of tenants to wrap again, somebody who does it and is killed at it, and
// calls that open provider keys all the time.
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Database, Sql } from "#db/client.ts";
import { uuidOf } from "#db/schema/columns.ts";
import { tenantKeys } from "#db/schema/index.ts";
import { onPlatform } from "#db/tenant.ts";
import { type Id, newId } from "#lib/shared/ids.ts";
import { placeOf } from "#lib/vault/tenant-keys.ts";
import type { Vault } from "#lib/vault/vault.ts";
import { startProgram } from "./program.ts";
import type { Received } from "./upstream/server.ts";

const AT_ONCE = 1_000;
const PAUSE_MS = 250;
const PATIENCE_MS = 30_000;

/** Keys of tenants that there are not, under the first version of a local master key. */
export async function fillVault(db: Database, vault: Vault, count: number): Promise<void> {
  const under = { kekKind: "local" as const, kekVersion: 1 };
  for (let left = count; left > 0; left -= AT_ONCE) {
    const rows = Array.from({ length: Math.min(left, AT_ONCE) }, async () => {
      const place = { tenantId: newId("ten"), version: 1 };
      const wrapped = await vault.wrap(under, randomBytes(32), placeOf(place));
      return { ...place, createdAt: new Date(), ...wrapped };
    });
    const made = await Promise.all(rows);
    await onPlatform(db, (tx) => tx.insert(tenantKeys).values(made));
  }
}

export interface Rotator {
  /** When it has found a rotation that is under way. */
  joined: Promise<void>;
  /** When it has wrapped something itself: how many were wrapped by then. */
  atWork: Promise<number>;
  /** Its exit code. */
  ended: Promise<number | null>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

/** `keyhold vault rotate` as a process. */
export function startRotator(env: Record<string, string>): Rotator {
  const child: ChildProcess = startProgram("lib/cli/main.ts", ["vault", "rotate"], env);
  const ended = once(child, "exit").then(([code]) => code as number | null);
  let said = "";
  child.stdout?.resume();
  child.stderr?.on("data", (piece) => {
    said += String(piece);
  });
  const heard = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(said);
        if (match) resolve(match[1] ?? "");
      };
      child.stderr?.on("data", look);
      void ended.then(() => reject(new Error(`whoever rotates ended: ${said}`)));
    });
  const [joined, atWork] = [heard(/Going on/), heard(/([1-9]\d*) of \d+/)];
  const rotator = { joined: joined.then(() => {}), atWork: atWork.then(Number) };
  for (const unasked of Object.values(rotator)) unasked.catch(() => {});
  return {
    ...rotator,
    ended,
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Somebody who calls models with a provider key of their tenant's. */
export interface Caller {
  tenantId: Id<"ten">;
  /** The issued key. */
  secret: string;
  providerKey: string;
}

export interface Calls {
  answered: number;
  /** How often a call was tried again. */
  again: number;
  /** What went wrong with each of the others. */
  failed: string[];
}

interface Pace {
  sql: Sql;
  callers: readonly Caller[];
  perSecond: number;
  /** So many calls may be under way; where all are, the next one is late. */
  atOnce: number;
  /** How often a call is tried whose answer says that it may be tried again, as official packages do. */
  tries: number;
  /** How often every process is made to forget who has called, as by any change of a tenant: their next call opens anew. */
  forgetMs: number;
  /** Of the api that is asked next, without a trailing slash. */
  url(): string;
}

/** Calls models at a steady pace. */
export function callSteadily({ sql, callers, perSecond, atOnce, tries, forgetMs, url }: Pace): {
  stop(): Promise<Calls>;
} {
  const calls: Calls = { answered: 0, again: 0, failed: [] };
  const forgettable = new Set<Id<"ten">>();
  let wanted = true;
  const callOnce = async (turn: number) => {
    const caller = callers[turn % callers.length]!;
    let fault = await callAs(caller, url());
    for (let count = 1; fault?.mayBeTriedAgain && count < tries; count += 1) {
      calls.again += 1;
      await sleep(PAUSE_MS);
      fault = await callAs(caller, url());
    }
    if (fault === null) calls.answered += 1;
    else calls.failed.push(fault.what);
    forgettable.add(caller.tenantId);
  };
  const under = new Set<Promise<void>>();
  const pace = (async () => {
    const startedMs = performance.now();
    for (let turn = 0; wanted; turn += 1) {
      const call = callOnce(turn).finally(() => under.delete(call));
      under.add(call);
      if (under.size >= atOnce) await Promise.race(under);
      await sleep(Math.max(0, startedMs + ((turn + 1) * 1_000) / perSecond - performance.now()));
    }
  })();
  const forgetting = (async () => {
    for (let turn = 0; wanted; turn += 1) {
      const ids = [...forgettable].map((id) => uuidOf("ten", id));
      forgettable.clear();
      await sql`update tenants set name = ${`Renamed ${turn}`} where id = any(${ids}::uuid[])`;
      await sleep(forgetMs);
    }
  })();
  return {
    async stop() {
      wanted = false;
      await Promise.all([pace, forgetting]);
      await Promise.all(under);
      return calls;
    },
  };
}

interface Fault {
  what: string;
  /** The api did not say that a key cannot be used, but that it cannot answer now. */
  mayBeTriedAgain: boolean;
}

/** One call; null when nothing is wrong with its answer. */
async function callAs({ secret, providerKey }: Caller, url: string): Promise<Fault | null> {
  try {
    const answer = await fetch(`${url}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: JSON.stringify({
        model: "openai-compatible/any",
        messages: [{ role: "user", content: lastOf(providerKey) }],
      }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await answer.text();
    if (answer.status === 200 && text.includes('"chat.completion"')) return null;
    const mayBeTriedAgain = answer.status >= 500 && answer.headers.get("x-should-retry") !== "false";
    return { what: `${answer.status} ${text}`, mayBeTriedAgain };
  } catch (error) {
    return { what: String((error as Error).cause ?? error), mayBeTriedAgain: false };
  }
}

/** How many calls a provider got with another key than the caller's own. */
export function strangersAmong(received: readonly Received[]): number {
  return received.filter(
    ({ headers, body }) => !headers.authorization?.endsWith(body.messages[0].content as string),
  ).length;
}

/** A prompt that tells whose provider key has to come with it, without being it. */
const lastOf = (providerKey: string) => providerKey.slice(-6);

/** How often a stored provider key was read to be opened, as PostgreSQL counts it. */
export async function readsOfProviderKeys(sql: Sql): Promise<number> {
  const [row] = await sql`
    select coalesce(seq_scan, 0) + coalesce(idx_scan, 0) as reads from pg_stat_user_tables
    where relname = 'credential_versions'`;
  return Number(row?.reads ?? 0);
}
