// The load generator as a process of its own: a plan in, an outcome out, until it is told no more.
import { generate } from "../load/generate.ts";
import type { Plan } from "../load/plan.ts";

process.on("message", (plan: Plan) => {
  generate(plan).then(
    (outcome) => process.send?.({ outcome }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.once("disconnect", () => process.exit());
