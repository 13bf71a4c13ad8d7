// Whether a Keyhold elsewhere takes a service token, whatever it may do.
import { DomainError } from "#lib/core/errors.ts";
import { listTenants } from "#lib/tenants/list-tenants.ts";
import type { Keyhold } from "../keyhold.ts";

/** Throws `unauthenticated` for a token that is not taken, `unavailable` where no Keyhold answers. */
export async function checkToken(run: Keyhold["run"]): Promise<void> {
  try {
    await run(listTenants, { limit: 1 });
  } catch (error) {
    // It is known, and may do something else.
    if (!(error instanceof DomainError) || error.code !== "forbidden") throw error;
  }
}
