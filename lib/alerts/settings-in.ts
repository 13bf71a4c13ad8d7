// Settings are checked after the input, by the kind of their rule: what is wrong stands below "settings" all the same.
import { DomainError } from "#lib/core/errors.ts";

/** Runs the check, and moves the fields of its refusal below "settings". */
export function settingsIn<Settings>(check: () => Settings): Settings {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof DomainError) || !error.fields) throw error;
    const fields = Object.fromEntries(
      Object.entries(error.fields).map(([path, message]) => [`settings.${path}`, message]),
    );
    const [first = "settings"] = Object.keys(fields);
    throw new DomainError(error.code, `${first}: ${fields[first]}`, { fields });
  }
}
