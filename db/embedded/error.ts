/** The embedded PostgreSQL cannot run; the message is one sentence that is fit to be shown to an operator. */
export class EmbeddedError extends Error {
  override name = "EmbeddedError";
}
