// Buttons and links that look like buttons. `type="button"` unless said otherwise; no client script of its own.
import { cva, type VariantProps } from "class-variance-authority";
import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "#components/ui/cn.ts";

export const buttonVariants = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium text-ui transition-colors duration-100 disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg:not([class*='size-'])]:size-4 [&_svg]:pointer-events-none [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary:
          "border border-transparent bg-primary text-primary-foreground shadow-xs hover:bg-primary-hover active:bg-primary-hover",
        outline:
          "border border-border bg-card text-foreground shadow-xs hover:border-input/60 hover:bg-muted active:bg-muted data-popup-open:bg-muted aria-expanded:bg-muted",
        secondary: "border border-transparent bg-muted text-foreground hover:bg-border/70 active:bg-border",
        ghost:
          "border border-transparent text-muted-foreground hover:bg-muted hover:text-foreground aria-expanded:bg-muted aria-expanded:text-foreground data-popup-open:bg-muted data-popup-open:text-foreground",
        danger:
          "border border-transparent bg-danger-solid text-danger-foreground shadow-xs hover:bg-danger-hover",
        "danger-outline":
          "border border-border bg-card text-danger shadow-xs hover:border-danger/40 hover:bg-danger-soft",
        link: "text-primary underline-offset-4 hover:underline",
      },
      size: {
        sm: "h-7 px-2.5 text-xs",
        md: "h-8 px-3",
        lg: "h-10 px-4 text-sm",
        "icon-sm": "size-7",
        icon: "size-8",
        inline: "h-auto p-0",
      },
    },
    defaultVariants: { variant: "primary", size: "md" },
  },
);

export type ButtonVariants = VariantProps<typeof buttonVariants>;
export type ButtonProps = ComponentProps<"button"> & ButtonVariants & { pending?: boolean };

/** A button; while `pending` it is disabled, marked busy and shows a spinner before its label. */
export function Button({
  className,
  variant,
  size,
  pending,
  disabled,
  type,
  children,
  ...props
}: ButtonProps) {
  return (
    <button
      data-slot="button"
      type={type ?? "button"}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      className={cn(buttonVariants({ variant, size }), className)}
      {...props}
    >
      {pending ? <Spinner /> : null}
      {children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  className,
  variant,
  size,
  ...props
}: ComponentProps<typeof Link> & ButtonVariants) {
  return <Link data-slot="button" className={cn(buttonVariants({ variant, size }), className)} {...props} />;
}

function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="size-3.5 animate-spin rounded-full border-2 border-current border-r-transparent opacity-80"
    />
  );
}
