// The mark with the name beside it.
import { LogoMark } from "#components/brand/logo-mark.tsx";
import { cn } from "#components/ui/cn.ts";

export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={cn("inline-flex items-center gap-2", className)}>
      <LogoMark />
      <span className="font-semibold text-[1.0625rem] tracking-[-0.03em]">Keyhold</span>
    </span>
  );
}
