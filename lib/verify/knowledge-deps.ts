// What this node remembers, and what keeps it true: caches, the changes that they hear of, and the node's own row.
import { hostname } from "node:os";
import type { Database } from "#db/client.ts";
import { toDomainError } from "#lib/core/driver-errors.ts";
import type { Log } from "#lib/core/log.ts";
import type { Keyring } from "#lib/crypto/keyring.ts";
import { estimateBitsAside } from "#lib/crypto/strength-thread.ts";
import { type Id, newId } from "#lib/shared/ids.ts";
import { type Change, openChangeFeed } from "./change-feed-store.ts";
import { type ChangeLog, createChangeLog } from "./change-log.ts";
import { createDirectory, type Directory } from "./directory.ts";
import { createFreshness, type Freshness } from "./freshness.ts";
import { createKeyDirectory, type KeyDirectory } from "./key-directory.ts";
import { openKeyFinder } from "./key-finder-deps.ts";
import { createNode } from "./node.ts";
import { acknowledge, beat, type NodeCounts, sayGoodbye } from "./node-store.ts";
import { createRecordCache, type RecordCache } from "./record-cache.ts";
import { createSecretUpgrades, type SecretUpgrades } from "./secret-upgrades.ts";
import type { FoundKey } from "./store.ts";
import { createUnknownGuard } from "./unknown-guard.ts";
import { strengthenSecrets } from "./upgrade-store.ts";

export interface Knowledge {
  nodeId: Id<"node">;
  keys: KeyDirectory;
  upgrades: SecretUpgrades;
  freshness: Pick<Freshness, "isFresh" | "ageMs" | "catchUp">;
  /** Its waits are the owner's to end. */
  changeLog: ChangeLog;
  /** Remembers something else; `tagsOf` are the ids of what a value was made from. */
  directory<V>(tagsOf: (value: V) => readonly string[], staleOkMs: number): Directory<V>;
  /** Tells of each change as it is heard. */
  listen(listener: (change: Change) => void): void;
  /** Begins to hear of changes. Before that, and while that fails, nothing is remembered. */
  start(): void;
  stop(): Promise<void>;
}

interface Ingredients {
  db: Database;
  peppers: Keyring;
  keyPrefix: string;
  log: Log;
  version: string;
  counts(): NodeCounts;
}

const nowMs = () => performance.now();

export function createKnowledge(ingredients: Ingredients): Knowledge {
  const { db, peppers, log, version, counts } = ingredients;
  const facts = { id: newId("node"), host: hostname(), pid: process.pid, version };
  const caches: Pick<RecordCache<unknown>, "forget" | "forgetUnknown" | "forgetAll">[] = [];
  const listeners: ((change: Change) => void)[] = [];
  const node = createNode({
    nowMs,
    counts,
    beat: (seq, counted) => beat(db.sql, facts, seq, counted),
    acknowledge: (seq, agoMs) => acknowledge(db.sql, facts.id, seq, agoMs),
    goodbye: (counted) => sayGoodbye(db.sql, facts.id, counted),
  });
  const changeLog = createChangeLog();
  const freshness: Freshness = createFreshness({
    feed: openChangeFeed(db, () => freshness.hint()),
    nowMs,
    onChanges: (changes) => {
      for (const change of changes) for (const cache of caches) apply(cache, change);
      for (const change of changes) for (const listener of listeners) listener(change);
      changeLog.add(changes);
    },
    onUnknown: () => {
      changeLog.lose();
      for (const cache of caches) cache.forgetAll();
    },
    onHeard: (seq) => {
      changeLog.heard(seq);
      node.heard(seq);
    },
    onReachable: (reachable, error) =>
      reachable
        ? log.info("the database answers again")
        : log.warn({ fault: toDomainError(error).message }, "the database does not answer"),
  });
  const directory = <V>(
    tagsOf: (value: V) => readonly string[],
    staleOkMs: (value: V) => number,
  ): Directory<V> => {
    const cache = createRecordCache({ nowMs, tagsOf });
    caches.push(cache as (typeof caches)[number]);
    return createDirectory({ cache, freshness, staleOkMs });
  };

  const upgrades = createSecretUpgrades({
    peppers,
    store: (some, pepperVersion) => strengthenSecrets(db.sql, some, pepperVersion),
    estimateBits: estimateBitsAside,
    onFailure: (error) => log.warn({ fault: toDomainError(error).message }, "secrets were not kept better"),
  });
  const finder = openKeyFinder({ ...ingredients, upgrades, isFresh: () => freshness.isFresh() });
  caches.push(finder.hmacKeys);

  return {
    nodeId: facts.id,
    freshness,
    changeLog,
    upgrades,
    keys: createKeyDirectory({
      directory: directory<FoundKey>(
        ({ record }) => [record.id, record.tenant.id],
        ({ record }) => record.staleOkMs,
      ),
      guard: createUnknownGuard(nowMs),
      findKey: finder.find,
    }),
    directory: (tagsOf, staleOkMs) => directory(tagsOf, () => staleOkMs),
    listen: (listener) => void listeners.push(listener),
    start() {
      freshness.start();
      node.start();
    },
    async stop() {
      await upgrades.stop();
      await freshness.stop();
      await node.stop();
    },
  };
}

function apply(
  cache: Pick<RecordCache<unknown>, "forget" | "forgetUnknown" | "forgetAll">,
  { kind, subject }: Change,
): void {
  if (kind === "plan") cache.forgetAll();
  else if (kind === "secret") cache.forgetUnknown();
  else cache.forget(subject);
  if (kind === "token") cache.forgetUnknown();
}
