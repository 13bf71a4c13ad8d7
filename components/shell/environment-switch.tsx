"use client";
// Live, test or both, in the address as `env`. The server reads the page again with the new choice.
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { usePendingTransition } from "#components/shell/pending.tsx";
import { Segmented } from "#components/ui/segmented.tsx";

const SEGMENTS = [
  { value: "all", label: "All" },
  { value: "live", label: "Live" },
  { value: "test", label: "Test" },
] as const;

const parser = parseAsStringLiteral(["all", "live", "test"])
  .withDefault("all")
  .withOptions({ shallow: false, clearOnDefault: true });

export function EnvironmentSwitch({ className }: { className?: string }) {
  const [environment, setEnvironment] = useQueryState(
    "env",
    parser.withOptions({ startTransition: usePendingTransition() }),
  );
  return (
    <Segmented
      label="Environment"
      className={className}
      value={environment}
      segments={[...SEGMENTS]}
      onValueChange={(value) => void setEnvironment(value)}
    />
  );
}
