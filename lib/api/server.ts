// The api process: the data plane and the management API on plain Node HTTP.
import { KeyringError } from "#lib/crypto/keyring.ts";
import { parseBlocks } from "#lib/http/client-address.ts";
import { withDeadline } from "#lib/verify/deadline.ts";
import { composeNode, type NodeOptions } from "./compose.ts";
import { verifyLane } from "./data-plane/verify-lane.ts";
import { gatewayLanes } from "./gateway/gateway-lanes.ts";
import { type Address, createHttpServer } from "./http-server.ts";
import { createListener } from "./listener.ts";
import { createRouter } from "./router.ts";
import { routesOf } from "./routes.ts";
import { refuseWrongMasterKeys } from "./vault/refuse-wrong-master-keys.ts";
import { startVaultKeeper } from "./vault/vault-keeper.ts";
import { startCourier } from "./webhooks/courier.ts";
import { tracedLane } from "./wire/traced-lane.ts";

const FLUSH_MS = 8_000;
const READY_MS = 2_000;

export interface ApiOptions extends NodeOptions, Address {
  /** CIDR blocks whose X-Forwarded-For counts. */
  trustedProxies: readonly string[];
}

export interface Api {
  port: number;
  nodeId: string;
  /** Stores the usage that waits. */
  flush(): Promise<void>;
  /** Resolves when this node has heard of every change that was committed before the call. */
  catchUp(): Promise<void>;
  /** Takes no more requests, lets those under way finish, gives back what it holds of limits, stores usage. */
  stop(): Promise<void>;
}

/** Starts an api on what it is given. Rejects when the port is taken. */
export async function createApi(options: ApiOptions): Promise<Api> {
  const { deps, log } = options;
  let stopping = false;
  const { context, knowledge, meter } = composeNode(options, () => stopping);
  const setting = { log, answered: context.metrics.answered, isStopping: () => stopping };
  const trusted = parseBlocks(options.trustedProxies);
  const listener = createListener({ ...setting, router: createRouter(routesOf(context)), trusted });
  const lanes = [verifyLane(context), ...gatewayLanes(context, trusted)].map(tracedLane);
  const server = createHttpServer(listener, { ...setting, lanes });
  let port: number;
  knowledge.start();
  try {
    await withDeadline(knowledge.freshness.catchUp(), READY_MS, () => new Error("too late")).catch(() => {});
    await withDeadline(refuseWrongMasterKeys(deps), READY_MS, () => new Error("too late")).catch(
      onlyWrongKeys,
    );
    port = await server.listen(options);
  } catch (error) {
    await knowledge.stop();
    await meter.stop(0);
    meter.leave();
    throw error;
  }
  const keeper = startVaultKeeper({
    deps,
    log,
    nodeId: knowledge.nodeId,
    dispatcher: context.egress.dispatcher,
    providerUrls: options.providerUrls ?? {},
  });
  const courier = startCourier({ deps, log, dispatcher: context.egress.dispatcher });
  knowledge.listen(({ kind }) => kind === "credential" && keeper?.hint());
  const { limiter } = context.verification;
  return {
    port,
    nodeId: knowledge.nodeId,
    flush: meter.flush,
    catchUp: knowledge.freshness.catchUp,
    async stop() {
      stopping = true;
      knowledge.changeLog.stop();
      await server.drain();
      await keeper?.stop();
      await courier?.stop();
      await context.gateway.stop();
      await limiter.close();
      const left = await meter.stop(FLUSH_MS);
      await knowledge.stop();
      meter.leave();
      if (left > 0) log.warn({ left }, "usage is left on disk for the next process of this machine");
    },
  };
}

/** The keeper of the vault asks again until there is an answer. */
function onlyWrongKeys(error: unknown): void {
  if (error instanceof KeyringError) throw error;
}
