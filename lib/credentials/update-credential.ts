import { command } from "#lib/core/operation.ts";
import { changeCredential } from "./change-credential.ts";
import { writeCredential } from "./queries.ts";
import { UpdateCredential } from "./schemas.ts";

/** Gives a credential another name. */
export const updateCredential = command({
  name: "credential.update",
  on: "tenant",
  can: "credentials:write",
  input: UpdateCredential,
  run: (context, { credentialId, label }) =>
    changeCredential(context, credentialId, async (record) => {
      if (record.credential.label === label) return false;
      await writeCredential(context.tx, record, { label, updatedAt: context.now });
      return true;
    }),
});
