// People as commands name them: by their id, or by their e-mail address.
import { notFound } from "#lib/core/errors.ts";

interface Person {
  id: string;
  email: string;
}

/** The id of whom `named` is. `known` is asked for addresses alone. Throws `not_found`, with `what` they would be. */
export async function whoIs(named = "", what: string, known: () => Promise<Person[]>): Promise<string> {
  if (!named.includes("@")) return named;
  const address = named.trim().toLowerCase();
  const found = (await known()).find(({ email }) => email === address);
  if (!found) throw notFound(what);
  return found.id;
}
