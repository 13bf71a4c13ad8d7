"use client";
// A button that takes filters out of the address.
import { X } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { usePendingTransition } from "#components/shell/pending.tsx";
import { Button } from "#components/ui/button.tsx";

/** Takes the named parameters out of the address and goes to the first page. */
export function ClearFilters({ names, label = "Clear" }: { names: string[]; label?: string }) {
  const search = useSearchParams();
  const pathname = usePathname();
  const router = useRouter();
  const start = usePendingTransition();
  const clear = () => {
    const next = new URLSearchParams(search);
    for (const name of [...names, "after", "trail"]) next.delete(name);
    start(() => router.push(`${pathname}?${next}`, { scroll: false }));
  };
  return (
    <Button variant="ghost" onClick={clear}>
      <X /> {label}
    </Button>
  );
}
