// A Keyhold elsewhere: what commands say is sent to its REST API, as whoever the service token is.
import { basename } from "node:path";
import { systemClock } from "#lib/core/clock.ts";
import { platformOwn } from "#lib/credentials/platform-own.ts";
import { openExport } from "#lib/exports/open-export.ts";
import type { Keyhold } from "../keyhold.ts";
import type { Target } from "../profiles/target.ts";
import type { VerifyAnswer } from "../verify-once.ts";
import { unreachable } from "./answered-error.ts";
import { connect } from "./connection.ts";
import { requestOf } from "./request-of.ts";
import { sealFor } from "./seal-for.ts";

/** Nothing is sent yet. */
export function openElsewhere(target: Target): Keyhold {
  const connection = connect(target);
  const run: Keyhold["run"] = async <Output>(
    operation: Parameters<Keyhold["run"]>[0],
    input: unknown,
    tenant: string | null = null,
  ) => (await connection.send(requestOf(operation, input as Record<string, unknown>, tenant))) as Output;
  return {
    installation: null,
    address: target.url,
    now: systemClock,
    run,
    tenantId: async (named) => named,
    // The path names the key, and the Keyhold there finds whose it is.
    tenantOfKey: async () => null,
    async verify(question) {
      const body = JSON.stringify(question);
      const request = { method: "POST", path: "/v1/keys/verify", body, repeatable: false } as const;
      return (await connection.send(request)) as VerifyAnswer;
    },
    enter: (secret, entry, tenant) => sealFor({ run, secret, entry, tenant }),
    async openExport(exportId, tenant) {
      const operation = tenant === null ? platformOwn(openExport) : openExport;
      const { headers, body } = await connection.open(requestOf(operation, { exportId }, tenant));
      const size = Number(headers["content-length"]);
      return { name: nameIn(headers["content-disposition"]), size, body: partsOf(body, target.url) };
    },
    close: connection.close,
  };
}

/** As they come. Throws DomainError when they break off. */
async function* partsOf(body: AsyncIterable<Uint8Array>, url: string): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw unreachable(url, error);
  }
}

/** What the other side says is no path here. */
function nameIn(disposition: string | string[] | undefined): string {
  const [, name = ""] = /filename="([^"]+)"/.exec(String(disposition ?? "")) ?? [];
  const plain = basename(name);
  return /^[\w-][\w.-]*$/.test(plain) ? plain : "export.gz";
}
