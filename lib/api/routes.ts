// Every path that the api process answers.
import type { Route } from "#lib/http/api-request.ts";
import type { ApiContext } from "./context.ts";
import { authorize } from "./data-plane/authorize.ts";
import { authorizePath } from "./data-plane/authorize-path.ts";
import { changes } from "./data-plane/changes.ts";
import { me } from "./data-plane/me.ts";
import { healthz, metricsPage, readyz } from "./data-plane/probes.ts";
import { withProblemHeader } from "./data-plane/problem-header.ts";
import { reportUsage } from "./data-plane/report-usage.ts";
import { verifyKey } from "./data-plane/verify-key.ts";
import { gatewayRoutes } from "./gateway/routes.ts";
import { withGitHub } from "./leaks/from-github.ts";
import { managementRoutes } from "./management/routes.ts";
import { openApiRoutes } from "./openapi/routes.ts";

export function routesOf(context: ApiContext): Route[] {
  const forProxies = withProblemHeader(authorizePath(authorize(context)));
  return [
    { method: "GET", path: "/healthz", handler: healthz },
    { method: "GET", path: "/readyz", handler: readyz(context) },
    { method: "GET", path: "/metrics", handler: metricsPage(context) },
    { method: "POST", path: "/v1/keys/verify", handler: verifyKey(context) },
    { method: "GET", path: "/v1/changes", handler: changes(context) },
    { method: "ANY", path: "/v1/authorize", handler: forProxies },
    { method: "ANY", path: "/v1/authorize/*", handler: forProxies },
    { method: "POST", path: "/v1/usage", handler: reportUsage(context) },
    { method: "GET", path: "/v1/me", handler: me(context) },
    ...gatewayRoutes(context),
    ...managementRoutes(context).map(withGitHub(context)),
    ...openApiRoutes(context.deps),
  ];
}
