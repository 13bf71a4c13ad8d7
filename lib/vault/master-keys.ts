// What a keeper of master keys can do, wherever it keeps them. Versions are whole numbers; newer ones are higher.

import type { MasterKeyKind } from "#db/schema/vault.ts";
import { DomainError } from "#lib/core/errors.ts";

export interface MasterKeys {
  kind: MasterKeyKind;
  /** The versions that open, ascending. */
  versions(): Promise<readonly number[]>;
  /** `place` is bound to what is wrapped. */
  wrap(version: number, key: Buffer, place: Uint8Array): Promise<Buffer>;
  /** Throws EnvelopeError when it does not open, MasterKeyUnavailable when nobody can be asked, or this version is not held. */
  unwrap(version: number, wrapped: Buffer, place: Uint8Array): Promise<Buffer>;
  /** Something by which the key of that version is recognised; says nothing about it. */
  checkValue(version: number): Promise<Buffer>;
  /** Whether the key of that version is the one that `checkValue` was made with. */
  matches(version: number, checkValue: Buffer): Promise<boolean>;
}

/** Whoever keeps the master keys does not answer; nothing is known about what should be opened. */
export class MasterKeyUnavailable extends DomainError {
  /** `detail` is for the log. */
  constructor(detail: string) {
    super("unavailable", "The keeper of the master keys does not answer right now.", {
      cause: new Error(detail),
    });
  }
}

/** This process lacks the version that something is wrapped under: others may have it, so nothing is broken. */
export class MasterKeyNotHeld extends MasterKeyUnavailable {
  constructor(kind: MasterKeyKind, version: number) {
    super(`version ${version} of the ${kind} master key is not held by this process`);
  }
}
