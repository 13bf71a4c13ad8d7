// What the platform's admin decided in the demo: who may pay for language models, what a leaked key comes to, and what a
// model costs that one customer runs itself, which became cheaper.
import { DAY_MS } from "#lib/core/clock.ts";
import { setLeakPolicy } from "#lib/leaks/set-leak-policy.ts";
import { updatePlan } from "#lib/plans/update-plan.ts";
import { setPrices } from "#lib/prices/set-prices.ts";
import { OWN_MODEL } from "./lumen-render.ts";
import { act, admin } from "./stage.ts";
import type { Step } from "./steps.ts";

const PRICES = [
  { ago: 62, input: "0.6", output: "1.8" },
  { ago: 31, input: "0.35", output: "1.1" },
];

export function termsSteps(): Step[] {
  return [
    {
      ago: 178,
      play: async (stage) =>
        act(stage, updatePlan, await admin(stage), {
          plan: "professional",
          gateway: { payer: "byok", payers: ["byok", "byok_then_managed", "managed", "request"] },
        }),
    },
    {
      ago: 177.5,
      play: async (stage) =>
        act(stage, setLeakPolicy, await admin(stage), { plan: "enterprise", policy: "revoke" }),
    },
    ...PRICES.map(
      ({ ago, ...price }): Step => ({
        ago,
        play: async (stage) =>
          act(stage, setPrices, await admin(stage), {
            prices: [
              {
                ...{ provider: "openai-compatible", model: OWN_MODEL, ...price },
                source: "https://models.lumen.example/prices",
                asOf: new Date(stage.deps.clock().getTime() - DAY_MS)
                  .toISOString()
                  .slice(0, "yyyy-mm-dd".length),
              },
            ],
          }),
      }),
    ),
  ];
}
