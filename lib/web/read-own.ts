// How a page reads what a tenant has and the platform has too: the place says whose.
import "server-only";
import type { Operation } from "#lib/core/operation.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import type { Place } from "./place.ts";
import { read } from "./read.ts";

/** As read(), of the tenant's or of the platform's own. */
export function readOwn<Input, Output>(
  query: Operation<Input, Output>,
  input: Input,
  place: Place,
): Promise<Output> {
  return place === "platform" ? read(platformOwn(query), input, place) : read(query, input, place);
}
