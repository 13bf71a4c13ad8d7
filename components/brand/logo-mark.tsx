// Keyhold's mark: a door plate whose keyhole runs out through its foot.
import { cn } from "#components/ui/cn.ts";

export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={cn("size-6 shrink-0 fill-primary", className)}>
      <path d="M7 1h10a6 6 0 0 1 6 6v10a6 6 0 0 1-6 6h-1.9a.5.5 0 0 1-.5-.42l-1.2-7.9a.9.9 0 0 1 .43-.9 4.2 4.2 0 1 0-3.66 0 .9.9 0 0 1 .43.9l-1.2 7.9a.5.5 0 0 1-.5.42H7a6 6 0 0 1-6-6V7a6 6 0 0 1 6-6Z" />
    </svg>
  );
}
