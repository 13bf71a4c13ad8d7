// What the routes of the api process are made with.

import type { Egress } from "#lib/core/egress/guard.ts";
import type { Log } from "#lib/core/log.ts";
import type { Deps } from "#lib/core/operation.ts";
import type { GatewayDeps } from "#lib/gateway/deps.ts";
import type { Id } from "#lib/shared/ids.ts";
import type { AuthenticateToken } from "#lib/tokens/authenticate-token.ts";
import type { OpenCredential } from "#lib/vault/opened-credential.ts";
import type { ChangeLog } from "#lib/verify/change-log.ts";
import type { VerifyDeps } from "#lib/verify/deps.ts";
import type { KeyUsage } from "#lib/verify/key-usage-store.ts";
import type { GitHubKeys } from "./leaks/github-keys.ts";
import type { Metrics } from "./metrics.ts";

export interface ApiContext {
  /** For operations, as the role keyhold_api. */
  deps: Deps;
  log: Log;
  /** Whose service token it is that a request carries. */
  authenticate: AuthenticateToken;
  verification: VerifyDeps;
  /** Resolves when every node has heard of what was changed until now, or after a short while. */
  heardEverywhere(): Promise<void>;
  /** What this node heard of lately, and how long ago it heard everything. */
  changeLog: Pick<ChangeLog, "after" | "news">;
  freshnessMs(): number;
  metrics: Metrics;
  /** Opens a stored provider key. Throws CredentialUnavailable. */
  openCredential: OpenCredential;
  gateway: GatewayDeps;
  /** The way to addresses that tenants gave. */
  egress: Egress;
  /** By which GitHub's reports of leaks are known; null where nobody said. */
  githubKeys: GitHubKeys | null;
  readUsage(tenantId: Id<"ten">, keyId: Id<"key">, now: Date): Promise<KeyUsage>;
  /** Throws when the process cannot answer: the database is away, or the process is about to end. */
  checkReady(): Promise<void>;
}
