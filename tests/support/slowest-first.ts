// The order of test files: those that take longest come first among their kind, so that at its end none runs alone while
// nothing else is left to do. Of the others, what vitest knows or guesses decides.
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take a good deal longer than their neighbours, the longest first. */
const SLOW = [
  "integration/demo.test.ts",
  "integration/cli.test.ts",
  "integration/embedded-postgres.test.ts",
  "integration/vault-cli.test.ts",
  "integration/backup.test.ts",
  "integration/worker.test.ts",
  "integration/usage-survives.test.ts",
  "integration/usage-shapes.test.ts",
  "integration/cli-import.test.ts",
  "integration/alerts-commands.test.ts",
  "integration/keys-change.test.ts",
  "integration/start-refusals.test.ts",
  "integration/members-commands.test.ts",
  "integration/cli-embedded.test.ts",
  "http/snippets.test.ts",
  "http/examples.test.ts",
  "http/client-python.test.ts",
  "http/usage-numbers.test.ts",
  "http/vault-rotation.test.ts",
  "http/proxies.test.ts",
  "http/alerts.test.ts",
  "http/example-llm-gateway.test.ts",
  "http/cli-elsewhere.test.ts",
  "http/api-processes.test.ts",
  "http/cli-doors.test.ts",
  "e2e/accessibility.test.ts",
  "e2e/keys-as-admin.test.ts",
  "e2e/keys-as-owner.test.ts",
  "e2e/playground.test.ts",
  "e2e/people.test.ts",
  "e2e/provider-keys.test.ts",
  "e2e/usage.test.ts",
  "e2e/crew-builder.test.ts",
  "e2e/canary.test.ts",
];

export class SlowestFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(specifications);
    return sorted.toSorted((a, b) => groupOf(a) - groupOf(b) || rankOf(a) - rankOf(b));
  }
}

const groupOf = ({ project }: TestSpecification) => project.config.sequence.groupOrder;

function rankOf({ moduleId }: TestSpecification): number {
  const rank = SLOW.findIndex((file) => moduleId.endsWith(`/tests/${file}`));
  return rank === -1 ? SLOW.length : rank;
}
