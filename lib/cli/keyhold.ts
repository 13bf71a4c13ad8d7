// A Keyhold as commands use it: the installation at hand, where the domain does what they say, or one elsewhere, where
// its REST API does. A command is written once and does not know which of the two it is.
import type { Operation } from "#lib/core/operation.ts";
import type { Installation } from "./installation.ts";
import type { VerifyAnswer, VerifyQuestion } from "./verify-once.ts";

/** A tenant as `run` takes it: what tenantId() made of its name. Null on the platform. */
export type TenantName = string | null;

export interface Keyhold {
  /** Null for a Keyhold elsewhere. */
  installation: Installation | null;
  /** Without a trailing slash; null for the installation at hand. */
  address: string | null;
  now(): Date;
  /** Runs an operation on the platform or in a tenant. The operation checks `input`. */
  run<Input, Output>(
    operation: Operation<Input, Output>,
    input: unknown,
    tenant?: TenantName,
  ): Promise<Output>;
  /** A tenant by its id or client id. Throws `not_found`, at the latest when something is run for it. */
  tenantId(named: string): Promise<TenantName>;
  /** Whose a key is. Throws like tenantId(). */
  tenantOfKey(keyId: string): Promise<TenantName>;
  /** Judges a key for a call: it spends from its limits and is counted. */
  verify(question: VerifyQuestion): Promise<VerifyAnswer>;
  /** A provider key in the form in which it is handed to operations: as it is where they run here, else sealed. */
  enter(secret: string, entry: ProviderKeyEntry, tenant: TenantName): Promise<object>;
  openExport(exportId: string, tenant: TenantName): Promise<OpenedFile>;
  close(): Promise<void>;
}

export interface OpenedFile {
  name: string;
  /** Bytes. */
  size: number;
  body: AsyncIterable<Uint8Array>;
}

/** What a provider key is for: a new credential, or one that there is. */
export type ProviderKeyEntry = { provider: string; baseUrl: string | undefined } | { credentialId: string };
