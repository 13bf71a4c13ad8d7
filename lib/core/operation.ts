// Every behaviour is a command or a query made here. Both authorise, parse the input, open the right transaction
// and return a view; a command also leaves its audit row in that transaction. None of it can be forgotten.
import type { z } from "zod";
import type { Database } from "#db/client.ts";
import { inTenant, onPlatform, type Tx } from "#db/tenant.ts";
import type { Keyring } from "#lib/crypto/keyring.ts";
import { type Id, PLATFORM_TENANT } from "#lib/shared/ids.ts";
import type { Permission } from "#lib/shared/permissions.ts";
import type { Vault } from "#lib/vault/vault.ts";
import { type AuditNote, appendAudit } from "./audit-trail.ts";
import type { Clock } from "./clock.ts";
import { toDomainError } from "./driver-errors.ts";
import type { Egress } from "./egress/guard.ts";
import { DomainError } from "./errors.ts";
import { parseInput } from "./input.ts";
import type { Principal } from "./principal.ts";
import { requireProof } from "./proof.ts";
import { IN_DATABASE, traced } from "./tracing/tracer.ts";

/** What a process hands to every operation. */
export interface Deps {
  db: Database;
  clock: Clock;
  peppers: Keyring;
  keyPrefix: string;
  publicUrl: string;
  /** What opens provider keys. The api and the command line have it; the dashboard and the worker do not. */
  vault?: Vault | undefined;
  /** Whether an address may be called, as in lib/core/egress. Without it the api, which calls, says so later. */
  vet?: Egress["vet"] | undefined;
}

/** What an operation works with. `tenantId` is the principal's, or PLATFORM_TENANT for operations on the platform. */
export interface QueryContext extends Omit<Deps, "db" | "clock"> {
  tx: Tx;
  now: Date;
  tenantId: Id<"ten">;
  principal: Principal;
}

export interface CommandContext extends QueryContext {
  /** Notes what was done. Called once for each thing that changed. */
  audit(note: AuditNote): void;
  /** Says that nothing had to be done, so that there is nothing to note. */
  unchanged(): void;
}

interface Spec<Schema extends z.ZodType, Output, Context> {
  /** `noun.verb`, as the audit trail shows it. */
  name: string;
  /** Whose rows it works on. */
  on: "tenant" | "platform";
  /** The permission that is needed; of a list, any one. "anyone" for what needs no sign-in. */
  can: Permission | readonly Permission[] | "anyone";
  /** Whether a person must have proved who they are within the last ten minutes, as lib/core/proof says. */
  sensitive?: boolean;
  input: Schema;
  run(context: Context, input: z.output<Schema>): Promise<Output>;
}

export interface Operation<Input = unknown, Output = unknown> {
  name: string;
  kind: "command" | "query";
  on: "tenant" | "platform";
  can: Permission | readonly Permission[] | "anyone";
  sensitive: boolean;
  input: z.ZodType<unknown, Input>;
  /**
   * Throws DomainError only. `settle` runs in the same transaction, after the work and before the commit;
   * when it throws, nothing happened.
   */
  execute(
    deps: Deps,
    principal: Principal,
    input: Input,
    settle?: (tx: Tx, output: Output) => Promise<void>,
  ): Promise<Output>;
}

/** Something that changes the world, and leaves an audit row. */
export function command<Schema extends z.ZodType, Output>(
  spec: Spec<Schema, Output, CommandContext>,
): Operation<z.input<Schema>, Output> {
  return make("command", spec, async (context, input) => {
    const notes: AuditNote[] = [];
    let idle = false;
    const audit = (note: AuditNote) => void notes.push(note);
    const unchanged = () => {
      idle = true;
    };
    const output = await spec.run({ ...context, audit, unchanged }, input);
    if (notes.length === 0 && !idle) throw new Error(`${spec.name} left no audit note`);
    await appendAudit(context.tx, context.principal, spec.name, context.now, notes);
    return output;
  });
}

/** Something that only reads, in a read-only transaction. */
export function query<Schema extends z.ZodType, Output>(
  spec: Spec<Schema, Output, QueryContext>,
): Operation<z.input<Schema>, Output> {
  return make("query", spec, (context, input) => spec.run(context, input));
}

function make<Schema extends z.ZodType, Output, Context>(
  kind: Operation["kind"],
  spec: Spec<Schema, Output, Context>,
  run: (context: QueryContext, input: z.output<Schema>) => Promise<Output>,
): Operation<z.input<Schema>, Output> {
  const { name, on, can, sensitive = false } = spec;
  const config = kind === "query" ? ({ accessMode: "read only" } as const) : undefined;
  return {
    name,
    kind,
    on,
    can,
    sensitive,
    input: spec.input as unknown as z.ZodType<unknown, z.input<Schema>>,
    execute: (deps, principal, raw, settle) =>
      traced(name, { attributes: { "keyhold.operation.kind": kind } }, () =>
        execute(deps, principal, raw, settle),
      ),
  };

  async function execute(
    { db, clock, ...rest }: Deps,
    principal: Principal,
    raw: z.input<Schema>,
    settle?: (tx: Tx, output: Output) => Promise<void>,
  ): Promise<Output> {
    authorise(spec, principal);
    const input = parseInput(spec.input, raw);
    if (sensitive) requireProof(principal, clock());
    const tenantId = on === "tenant" ? tenantOf(principal) : PLATFORM_TENANT;
    const acting = on === "tenant" ? principal : { ...principal, tenantId: null };
    const work = async (tx: Tx) => {
      const output = await run({ ...rest, tx, now: clock(), tenantId, principal: acting }, input);
      await settle?.(tx, output);
      return output;
    };
    try {
      return await traced(`transaction ${name}`, IN_DATABASE, () =>
        on === "tenant" ? inTenant(db, tenantId, work, config) : onPlatform(db, work, config),
      );
    } catch (error) {
      throw toDomainError(error);
    }
  }
}

/** Throws `forbidden` when the principal may not run the operation at all, whatever its input. */
export function authorise({ on, can }: Pick<Operation, "on" | "can">, principal: Principal): void {
  if (can === "anyone") return;
  const wanted: readonly Permission[] = typeof can === "string" ? [can] : can;
  const allowed = wanted.some((permission) => principal.permissions.has(permission));
  if (!allowed || (on === "platform" && !principal.platform))
    throw new DomainError("forbidden", `This needs the permission ${wanted[0]}.`);
}

function tenantOf(principal: Principal): Id<"ten"> {
  if (principal.tenantId) return principal.tenantId;
  throw new DomainError("invalid_input", "Say which tenant this is for.", {
    fields: { tenant: "Name the tenant by its id or client id." },
  });
}
