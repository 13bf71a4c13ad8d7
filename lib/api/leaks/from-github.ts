// POST /v1/leaks as GitHub's secret scanning partner program calls it: signed over the raw body, answered with a label for
// each. It is told apart by its headers; every other caller comes with a service token.
import { createHash } from "node:crypto";
import { z } from "zod";
import { DomainError } from "#lib/core/errors.ts";
import { parseInput } from "#lib/core/input.ts";
import { type Principal, systemPrincipal } from "#lib/core/principal.ts";
import type { ApiRequest, Handler, Route } from "#lib/http/api-request.ts";
import { json } from "#lib/http/json.ts";
import { BODY_LIMIT_BYTES, jsonBody } from "#lib/http/json-body.ts";
import { reportLeaks } from "#lib/leaks/report-leaks.ts";
import { LEAKS_AT_MOST } from "#lib/leaks/schemas.ts";
import type { ApiContext } from "../context.ts";
import type { GitHubKeys } from "./github-keys.ts";

const IDENTIFIER = "github-public-key-identifier";
const SIGNATURE = "github-public-key-signature";

const Findings = z
  .array(
    z.object({
      token: z.string().min(1).max(1_000),
      type: z.string().max(200),
      url: z.string().max(2_000).nullish(),
      source: z.string().max(100).nullish(),
    }),
    "Send a list of findings.",
  )
  .max(10 * LEAKS_AT_MOST);

type Context = Pick<ApiContext, "deps" | "githubKeys" | "heardEverywhere">;

/** Lets GitHub in beside service tokens, where `route` is the one for leaks. */
export function withGitHub(context: Context): (route: Route) => Route {
  return (route) => {
    if (route.method !== "POST" || route.path !== "/v1/leaks") return route;
    const github = fromGitHub(context);
    const handler: Handler = (request) =>
      request.header(SIGNATURE) === null ? route.handler(request) : github(request);
    return { ...route, handler };
  };
}

function fromGitHub({ deps, githubKeys, heardEverywhere }: Context): Handler {
  return async (request) => {
    await requireSigned(githubKeys, request);
    const findings = parseInput(Findings, await jsonBody(request));
    const labels: string[] = [];
    for (let first = 0; first < findings.length; first += LEAKS_AT_MOST) {
      const leaks = findings.slice(first, first + LEAKS_AT_MOST);
      const { results } = await reportLeaks.execute(deps, gitHub(request), { leaks });
      labels.push(...results.map(({ label }) => label));
    }
    await heardEverywhere();
    return json(
      findings.map(({ token, type }, place) => ({
        token_hash: createHash("sha256").update(token).digest("base64"),
        token_type: type,
        label: labels[place],
      })),
    );
  };
}

async function requireSigned(keys: GitHubKeys | null, request: ApiRequest): Promise<void> {
  if (!keys)
    throw new DomainError("unauthenticated", "GitHub’s keys are not known here; set GITHUB_SCANNING_KEYS.");
  const body = await request.bytes(BODY_LIMIT_BYTES);
  const [identifier, signature] = [request.header(IDENTIFIER) ?? "", request.header(SIGNATURE) ?? ""];
  const isSigned = await keys.signed(identifier, signature, body).catch((cause: unknown) => {
    throw new DomainError("unavailable", "GitHub’s keys cannot be read right now.", { cause });
  });
  if (!isSigned) throw new DomainError("unauthenticated", "The signature is not GitHub’s.");
}

function gitHub({ requestId, address }: ApiRequest): Principal {
  return { ...systemPrincipal("GitHub secret scanning"), requestId, ip: address };
}
