// Initials of a person or tenant on a tint that stays the same for the same name.
import { cn } from "#components/ui/cn.ts";

const tints = [
  "bg-brand-soft text-brand-soft-foreground",
  "bg-info-soft text-info",
  "bg-warning-soft text-warning",
  "bg-success-soft text-success",
  "bg-danger-soft text-danger",
];

const sizes = { sm: "size-5 text-[0.625rem]", md: "size-7 text-2xs", lg: "size-9 text-xs" };

/** Decorative: stand it beside the name. `square` is for tenants, round for people. */
export function Avatar(props: {
  name: string;
  size?: keyof typeof sizes;
  square?: boolean;
  className?: string;
}) {
  return (
    <span
      aria-hidden="true"
      data-slot="avatar"
      className={cn(
        "inline-flex shrink-0 select-none items-center justify-center font-semibold uppercase",
        props.square ? "rounded-md" : "rounded-full",
        sizes[props.size ?? "md"],
        tints[hash(props.name) % tints.length],
        props.className,
      )}
    >
      {initials(props.name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s._@-]+/).filter(Boolean);
  return `${words[0]?.[0] ?? "?"}${words[1]?.[0] ?? ""}`;
}

function hash(text: string): number {
  return [...text].reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0, 7);
}
