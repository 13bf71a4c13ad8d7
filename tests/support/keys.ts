// A key to begin a test with, made by the command that makes keys.
import { createKey } from "#lib/keys/create-key.ts";
import type { CreateKeyInput } from "#lib/keys/schemas.ts";
import type { KeyWithSecret } from "#lib/keys/view.ts";
import { principalOf, type TenantRow } from "./factories.ts";
import type { TestWorld } from "./world.ts";

/** A key of `tenant`, made by the platform's staff. */
export async function makeKey(
  world: TestWorld,
  tenant: Pick<TenantRow, "id">,
  overrides: Partial<CreateKeyInput> = {},
): Promise<KeyWithSecret> {
  const principal = await principalOf(world, { tenant, platformRole: "admin" });
  return createKey.execute(world.deps, principal, { name: "a key", ...overrides });
}
