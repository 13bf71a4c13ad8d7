// Judges one key as the api would: it spends from its limits and is counted.
import { createLog } from "#lib/core/log.ts";
import type { Deps } from "#lib/core/operation.ts";
import { newRequestId } from "#lib/http/request-id.ts";
import { createVerifyDeps } from "#lib/verify/deps.ts";
import { type Verification, verify } from "#lib/verify/verify.ts";

type Question = Parameters<typeof verify>[2];

const UNOBSERVED = { verified() {}, answeredStale() {}, limiterFailed() {}, usageLost() {} };
const PATIENCE_MS = 5_000;
/** Whether it is good at all. */
const AT_ALL: Question = { scopes: [], cost: 0, units: {}, ip: null, onlyTenant: null };

export async function verifyOnce(
  deps: Deps,
  secret: string,
  question: Question = AT_ALL,
  resource: string | null = null,
): Promise<Verification> {
  const verification = createVerifyDeps({ ...deps, log: createLog("cli", "silent"), observer: UNOBSERVED });
  const labels = { requestId: newRequestId(), resource, userAgent: "keyhold cli", tags: [] };
  const answer = await verify(verification, secret, question, labels);
  await verification.meter.stop(PATIENCE_MS);
  return answer;
}
