// The four cases that every command must pass: it works and leaves its audit row; the wrong role is refused;
// another tenant's target looks missing; bad input names its fields.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RuntimeRole } from "#db/roles.ts";
import { uuidOf } from "#db/schema/columns.ts";
import type { DomainError } from "#lib/core/errors.ts";
import type { Deps, Operation } from "#lib/core/operation.ts";
import type { Principal } from "#lib/core/principal.ts";
import { PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { makeTenant, type PrincipalWish, principalOf, type TenantRow } from "./factories.ts";
import { type TestWorld, testWorld } from "./world.ts";

type Who = Omit<PrincipalWish, "tenant">;

export interface Arranged {
  world: TestWorld;
  deps: Deps;
  /** The tenant in which the actor acts; on the platform, one that may serve as a target. */
  tenant: TenantRow;
}

export interface CommandCases<Input, Output> {
  /** Makes what the command needs (a key to revoke, …) and returns a valid input. Called once per case. */
  arrange(arranged: Arranged): Promise<Input> | Input;
  allowed: Who;
  refused: Who;
  /** Looks at what came back and what was stored. */
  worked?(output: Output, arranged: Arranged & { input: Input; principal: Principal }): Promise<void> | void;
  /** Set to false for a command that names no target: one that creates, or acts on the caller's own tenant. */
  hasTarget?: boolean;
  /** Changes to a valid input, and the fields that the refusal names. */
  bad: { change: Record<string, unknown>; fields: string[] };
  /** Whose chain tells of it; that of the platform when left out for an operation on the platform. */
  chain?: "tenant";
  /** The runtime role that runs it; keyhold_web when left out. */
  role?: RuntimeRole;
}

export function describeCommand<Input extends object, Output>(
  command: Operation<Input, Output>,
  cases: CommandCases<Input, Output>,
): void {
  describe(command.name, () => {
    let world: TestWorld;
    beforeAll(async () => {
      world = await testWorld();
    });
    afterAll(() => world?.close());

    const arrange = async () => {
      const tenant = await makeTenant(world);
      const arranged = { world, deps: world.as(cases.role ?? "web"), tenant };
      return { ...arranged, input: await cases.arrange(arranged) };
    };
    const principal = (who: Who, tenant: TenantRow) =>
      principalOf(world, who.platformRole && command.on === "platform" ? who : { tenant, ...who });
    const refusal = (deps: Deps, actor: Principal, input: unknown): Promise<DomainError> =>
      command.execute(deps, actor, input as Input).then(
        () => expect.fail(`${command.name} was carried out`),
        (error: DomainError) => error,
      );

    it("works and leaves its audit row", async () => {
      const { deps, tenant, input } = await arrange();
      const actor = await principal(cases.allowed, tenant);
      const chain = command.on === "tenant" || cases.chain === "tenant" ? tenant.id : PLATFORM_TENANT;
      const before = await auditRows(world, chain, command.name);
      const output = await command.execute(deps, actor, input);
      const rows = await auditRows(world, chain, command.name);
      expect(rows.length).toBeGreaterThan(before.length);
      expect(rows.at(-1)).toMatchObject({ actor_id: actor.actor.id, actor_label: actor.actor.label });
      await cases.worked?.(output, { world, deps, tenant, input, principal: actor });
    });

    it("refuses the wrong role and changes nothing", async () => {
      const { deps, tenant, input } = await arrange();
      const before = await auditCount(world);
      const error = await refusal(deps, await principal(cases.refused, tenant), input);
      expect(error.code).toBe("forbidden");
      expect(await auditCount(world)).toBe(before);
    });

    const hasTarget = command.on === "tenant" && cases.hasTarget !== false;
    if (hasTarget)
      it("cannot tell another tenant's target from a missing one", async () => {
        const { deps, input } = await arrange();
        const before = await auditCount(world);
        const stranger = await principal(cases.allowed, await makeTenant(world));
        expect((await refusal(deps, stranger, input)).code).toBe("not_found");
        expect(await auditCount(world)).toBe(before);
      });

    it("names the fields of bad input", async () => {
      const { deps, tenant, input } = await arrange();
      const actor = await principal(cases.allowed, tenant);
      const error = await refusal(deps, actor, { ...input, ...cases.bad.change });
      expect(error.code).toBe("invalid_input");
      expect(Object.keys(error.fields ?? {})).toEqual(expect.arrayContaining(cases.bad.fields));
    });
  });
}

function auditRows(world: TestWorld, tenantId: string, action: string) {
  return world.ownerSql`
    select actor_id, actor_label from audit_entries
    where tenant_id = ${uuidOf("ten", tenantId)} and action = ${action} order by seq`;
}

async function auditCount(world: TestWorld): Promise<number> {
  const [row] = await world.ownerSql<[{ count: number }]>`select count(*)::int as count from audit_entries`;
  return row.count;
}
