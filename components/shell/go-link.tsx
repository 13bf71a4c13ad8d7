"use client";
// A link within a page that dims what is shown until the new is there, as the page's other controls do.
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ComponentProps } from "react";
import { usePendingTransition } from "#components/shell/pending.tsx";

/** Goes to an address of the same page without scrolling. `meanwhile` runs in the same transition. */
export function useGo(): (href: string, meanwhile?: () => void) => void {
  const router = useRouter();
  const start = usePendingTransition();
  return (href, meanwhile) =>
    start(() => {
      meanwhile?.();
      router.push(href, { scroll: false });
    });
}

export function GoLink({ href, ...props }: Omit<ComponentProps<typeof Link>, "href"> & { href: string }) {
  const go = useGo();
  return (
    <Link
      {...props}
      href={href}
      scroll={false}
      prefetch={false}
      onNavigate={(event) => {
        event.preventDefault();
        go(href);
      }}
    />
  );
}
