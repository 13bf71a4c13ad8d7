// What was read from the database, by digest. Bounded; nothing is believed longer than its lifetime, whatever was asked
// since; nothing that was read before a change is kept after it.
import { LRUCache } from "lru-cache";
import { MINUTE_MS } from "#lib/core/clock.ts";
import { createBoundedMap } from "./bounded-map.ts";

export interface CacheOptions<V> {
  /** Milliseconds on a clock that only goes forward. */
  nowMs(): number;
  /** The ids of what a value was made from; a change to any of them makes it untrue. */
  tagsOf(value: V): readonly string[];
  /** The longest; records end within its last quarter, so that those that were read together are not all read again at once. */
  lifetimeMs?: number;
  unknownLifetimeMs?: number;
  atMost?: number;
  unknownAtMost?: number;
}

export interface RecordCache<V> {
  /** What may be believed now: a value, null for what is known not to exist, undefined when it must be asked. */
  get(id: string): V | null | undefined;
  /** What was known last, however old. */
  last(id: string): V | undefined;
  /**
   * Reads what is not known, once for all who ask at the same time. When something it is made of changes meanwhile,
   * it is read again, and never kept as it was.
   */
  load(id: string, read: () => Promise<V | null>): Promise<V | null>;
  /** Something changed. */
  forget(tag: string): void;
  /** Something new exists. */
  forgetUnknown(): void;
  /** Anything may have changed. */
  forgetAll(): void;
  size(): number;
}

interface Entry<V> {
  value: V;
  untilMs: number;
}

interface Load<V> {
  promise: Promise<V | null>;
  /** What changed since the last read began. */
  changed: Set<string>;
}

/** Changes are heard at once; this is for what nobody told. */
const LIFETIME_MS = 10 * MINUTE_MS;
const READS_AT_MOST = 3;
const ANYTHING = "*";
const SOMETHING_NEW = "+";

export function createRecordCache<V>(options: CacheOptions<V>): RecordCache<V> {
  const { nowMs, tagsOf, lifetimeMs = LIFETIME_MS, unknownLifetimeMs = 5_000 } = options;
  const tagged = createTagIndex();
  const known = createBoundedMap<Entry<V>>(options.atMost ?? 150_000, ({ value }, id) =>
    tagged.remove(id, tagsOf(value)),
  );
  const unknown = new LRUCache<string, number>({ max: options.unknownAtMost ?? 10_000 });
  const loads = new Map<string, Load<V>>();

  // Whole numbers take no room of their own.
  const untilMsOf = (readAtMs: number) => Math.floor(readAtMs + lifetimeMs * (1 - Math.random() / 4));
  const drop = (id: string) => {
    const entry = known.get(id);
    if (!entry) return;
    known.delete(id);
    tagged.remove(id, tagsOf(entry.value));
  };
  const keep = (id: string, value: V | null, readAtMs: number) => {
    drop(id);
    if (value === null) {
      unknown.set(id, readAtMs + unknownLifetimeMs);
    } else {
      unknown.delete(id);
      known.set(id, { value, untilMs: untilMsOf(readAtMs) });
      tagged.add(id, tagsOf(value));
    }
  };
  const isTrue = (value: V | null, changed: Set<string>) =>
    !changed.has(ANYTHING) &&
    (value === null ? !changed.has(SOMETHING_NEW) : !tagsOf(value).some((tag) => changed.has(tag)));
  const readUntilTrue = async (id: string, read: () => Promise<V | null>, changed: Set<string>) => {
    for (let count = 1; ; count += 1) {
      changed.clear();
      const readAtMs = nowMs();
      const value = await read();
      if (isTrue(value, changed)) {
        keep(id, value, readAtMs);
        return value;
      }
      if (count === READS_AT_MOST) return value;
    }
  };
  const note = (change: string) => {
    for (const { changed } of loads.values()) changed.add(change);
  };

  return {
    get(id) {
      const entry = known.get(id);
      if (entry !== undefined) return entry.untilMs > nowMs() ? entry.value : undefined;
      const untilMs = unknown.get(id);
      return untilMs !== undefined && untilMs > nowMs() ? null : undefined;
    },
    last: (id) => known.get(id)?.value,
    load(id, read) {
      const same = loads.get(id);
      if (same) return same.promise;
      const changed = new Set<string>();
      const promise = readUntilTrue(id, read, changed).finally(() => loads.delete(id));
      loads.set(id, { promise, changed });
      return promise;
    },
    forget(tag) {
      note(tag);
      for (const id of tagged.take(tag)) drop(id);
    },
    forgetUnknown() {
      note(SOMETHING_NEW);
      unknown.clear();
    },
    forgetAll() {
      note(ANYTHING);
      known.clear();
      tagged.clear();
      unknown.clear();
    },
    size: known.size,
  };
}

/** Which ids carry a tag. Most tags are carried by one, which then needs no set. */
function createTagIndex() {
  const index = new Map<string, string | Set<string>>();
  return {
    add(id: string, tags: readonly string[]): void {
      for (const tag of tags) {
        const held = index.get(tag);
        if (held === undefined) index.set(tag, id);
        else if (typeof held !== "string") held.add(id);
        else if (held !== id) index.set(tag, new Set([held, id]));
      }
    },
    remove(id: string, tags: readonly string[]): void {
      for (const tag of tags) {
        const held = index.get(tag);
        if (held === id) index.delete(tag);
        else if (held instanceof Set && held.delete(id) && held.size === 0) index.delete(tag);
      }
    },
    clear: () => index.clear(),
    take(tag: string): string[] {
      const held = index.get(tag) ?? [];
      return typeof held === "string" ? [held] : [...held];
    },
  };
}
