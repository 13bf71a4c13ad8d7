// The courier of webhooks over a test's own world, which may reach receivers on this machine.
import { createCourier } from "#lib/api/webhooks/courier.ts";
import { createEgress, type Egress } from "#lib/core/egress/guard.ts";
import { createLog } from "#lib/core/log.ts";
import type { TestWorld } from "./world.ts";

export interface TestCourier {
  /** Carries what is due to its end. */
  carry(): Promise<void>;
  /** The way out that it takes. */
  egress: Egress;
  close(): Promise<void>;
}

export function testCourier(world: TestWorld): TestCourier {
  const egress = createEgress({ allow: ["127.0.0.0/8"] });
  const courier = createCourier({
    deps: world.as("api"),
    log: createLog("test", "silent"),
    dispatcher: egress.dispatcher,
    random: () => 0,
  });
  return {
    egress,
    async carry() {
      await courier.turn();
      await courier.settled();
    },
    close: () => egress.close(),
  };
}
