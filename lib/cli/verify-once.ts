// Judges one key as the api would: it spends from its limits and is counted.
import type { z } from "zod";
import { VerifyRequest } from "#lib/api/data-plane/verify-request.ts";
import { parseInput } from "#lib/core/input.ts";
import { createLog } from "#lib/core/log.ts";
import type { Deps } from "#lib/core/operation.ts";
import { normalAddress } from "#lib/http/client-address.ts";
import { newRequestId } from "#lib/http/request-id.ts";
import type { Outcome } from "#lib/shared/outcomes.ts";
import { type ReadyAnswer, type shownLimit, verifyAnswer } from "#lib/verify/answer.ts";
import { createVerifyDeps } from "#lib/verify/deps.ts";
import { verify } from "#lib/verify/verify.ts";

/** The body of POST /v1/keys/verify. */
export type VerifyQuestion = z.input<typeof VerifyRequest>;

/** What it answers, as far as the command line shows it. */
export interface VerifyAnswer {
  valid: boolean;
  code: Outcome;
  status: number;
  keyId: string | null;
  secretId: string | null;
  name: string | null;
  environment: string | null;
  tenant: { id: string; clientId: string; name: string } | null;
  scopes: string[];
  expiresAt: string | null;
  limits: ReturnType<typeof shownLimit>[];
  response: ReadyAnswer | null;
}

const UNOBSERVED = { verified() {}, answeredStale() {}, limiterFailed() {}, usageLost() {} };
const PATIENCE_MS = 5_000;

/** Throws `invalid_input` as the api does. */
export async function verifyOnce(deps: Deps, asked: VerifyQuestion): Promise<VerifyAnswer> {
  const {
    key,
    scopes,
    cost,
    units,
    resource = null,
    userAgent = null,
    tags,
    ...given
  } = parseInput(VerifyRequest, asked);
  const ip = given.ip ? normalAddress(given.ip) : null;
  const verification = createVerifyDeps({ ...deps, log: createLog("cli", "silent"), observer: UNOBSERVED });
  const requestId = newRequestId();
  const question = { scopes, cost, units, ip, onlyTenant: null };
  const answer = await verify(verification, key, question, { requestId, resource, userAgent, tags });
  await verification.meter.stop(PATIENCE_MS);
  return JSON.parse(verifyAnswer(answer, requestId, deps.publicUrl));
}
