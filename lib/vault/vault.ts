// Opens and closes keys under master keys, whoever keeps them. Only the api and the command line have one.
import { LRUCache } from "lru-cache";
import type { MasterKeyKind } from "#db/schema/vault.ts";
import { MasterKeyNotHeld, type MasterKeys } from "./master-keys.ts";

/** One version of a master key. */
export interface MasterKeyName {
  kekKind: MasterKeyKind;
  kekVersion: number;
}

/** A key as it is stored. */
export interface WrappedKey extends MasterKeyName {
  checkValue: Buffer;
  wrapped: Buffer;
}

export interface Vault {
  /** The versions that this process can open with; the one that it would rather write with comes first. */
  held(): Promise<MasterKeyName[]>;
  wrap(under: MasterKeyName, key: Buffer, place: Uint8Array): Promise<WrappedKey>;
  /** As MasterKeys.unwrap(). */
  unwrap(row: MasterKeyName & { wrapped: Buffer }, place: Uint8Array): Promise<Buffer>;
  /** Whether the master key of that name is the one that a row was wrapped with. */
  matches(row: MasterKeyName & { checkValue: Buffer }): Promise<boolean>;
}

/** Long enough to spare a Transit engine a question per call, short enough to be forgotten. */
const REMEMBERED_MS = 60_000;
const REMEMBERED_AT_MOST = 2_000;

/** `keepers` are in the order in which they are written with. */
export function createVault(keepers: readonly MasterKeys[]): Vault {
  const opened = new LRUCache<string, Buffer>({ max: REMEMBERED_AT_MOST, ttl: REMEMBERED_MS });
  const keeperOf = ({ kekKind, kekVersion }: MasterKeyName): MasterKeys => {
    const keeper = keepers.find(({ kind }) => kind === kekKind);
    if (!keeper) throw new MasterKeyNotHeld(kekKind, kekVersion);
    return keeper;
  };
  return {
    async held() {
      const each = keepers.map(async ({ kind, versions }) =>
        [...(await versions())].reverse().map((kekVersion) => ({ kekKind: kind, kekVersion })),
      );
      return (await Promise.all(each)).flat();
    },
    async wrap(under, key, place) {
      const keeper = keeperOf(under);
      return {
        ...under,
        wrapped: await keeper.wrap(under.kekVersion, key, place),
        checkValue: await keeper.checkValue(under.kekVersion),
      };
    },
    async unwrap(row, place) {
      const id = [row.kekKind, row.kekVersion, hex(row.wrapped), hex(place)].join(" ");
      const known = opened.get(id);
      if (known) return Buffer.from(known);
      const key = await keeperOf(row).unwrap(row.kekVersion, row.wrapped, place);
      opened.set(id, Buffer.from(key));
      return key;
    },
    async matches(row) {
      const held = await keeperOf(row).versions();
      return held.includes(row.kekVersion) && keeperOf(row).matches(row.kekVersion, row.checkValue);
    },
  };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
