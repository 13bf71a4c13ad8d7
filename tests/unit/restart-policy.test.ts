import { expect, test } from "vitest";
import { afterDeath } from "#lib/processes/restart-policy.ts";

test("the pause before a restart doubles with every quick death, and then there is no more", () => {
  const steps = [0, 1, 2, 3, 4, 5].map((deaths) => afterDeath(deaths, 10));
  expect(steps.map((step) => (step.kind === "restart" ? step.delayMs : "end"))).toEqual([
    250,
    500,
    1_000,
    2_000,
    4_000,
    "end",
  ]);
});

test("a long life makes quick deaths forgotten", () => {
  expect(afterDeath(5, 60_000)).toEqual({ kind: "restart", delayMs: 250, quickDeaths: 0 });
});
