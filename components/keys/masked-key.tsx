// What of a key's secret may be seen: its beginning and its end.
import { cn } from "#components/ui/cn.ts";

export function MaskedKey(props: { prefix: string; last4: string; className?: string }) {
  const shown = `${props.prefix}…${props.last4}`;
  return (
    <code className={cn("whitespace-nowrap font-mono text-muted-foreground text-xs", props.className)}>
      {shown}
    </code>
  );
}
