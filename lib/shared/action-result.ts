// What a server action of the dashboard answers. It never throws: a form reads the error and shows it.

/** An error that may be shown as it is. `fields` names what is wrong with each field of the input, by its path. */
export interface ActionError {
  code: string;
  message: string;
  fields?: Record<string, string>;
  /** By which the event is found in the logs. */
  requestId: string;
}

export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: ActionError };
