// An inline link in running text.
import NextLink from "next/link";
import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";

export function TextLink({ className, ...props }: ComponentProps<typeof NextLink>) {
  return (
    <NextLink
      data-slot="link"
      className={cn(
        "rounded-sm font-medium text-primary underline decoration-primary/35 underline-offset-3 hover:decoration-primary",
        className,
      )}
      {...props}
    />
  );
}
