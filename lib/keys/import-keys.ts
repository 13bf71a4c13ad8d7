import { command } from "#lib/core/operation.ts";
import { ownPlace } from "./import-places.ts";
import { importRows } from "./import-rows.ts";
import { ImportKeys } from "./import-schemas.ts";

/** Takes over keys that callers of the tenant hold already. Every row is answered by itself. */
export const importKeys = command({
  name: "key.import",
  on: "tenant",
  can: "keys:write",
  input: ImportKeys,
  run: (context, input) => importRows(context, input, ownPlace(context.tx, context.tenantId)),
});
