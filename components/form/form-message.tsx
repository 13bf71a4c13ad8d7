// What went wrong with a form as a whole; announced when it appears.
import { CircleAlert } from "lucide-react";

export function FormMessage({ children }: { children: string | null }) {
  return (
    <div role="alert" className="empty:hidden">
      {children ? (
        <p className="flex items-start gap-2 rounded-lg bg-danger-soft px-3 py-2 text-danger text-ui">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {children}
        </p>
      ) : null}
    </div>
  );
}
