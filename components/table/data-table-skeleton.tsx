// The shape of a list before its rows are there.
import { Skeleton } from "#components/ui/skeleton.tsx";

export function DataTableSkeleton({ rows = 8, filterBar = true }: { rows?: number; filterBar?: boolean }) {
  return (
    <div role="status" aria-label="Loading">
      {filterBar ? (
        <div className="flex gap-2 border-b px-4 py-3">
          <Skeleton className="h-8 w-64" />
          <Skeleton className="h-8 w-24" />
        </div>
      ) : null}
      <div className="border-b px-4 py-2.5">
        <Skeleton className="h-4 w-2/3" />
      </div>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the shapes are all alike
        <div key={index} className="flex items-center gap-6 border-b px-4 py-3 last:border-0">
          <Skeleton className="h-4 flex-3" />
          <Skeleton className="h-4 flex-2" />
          <Skeleton className="h-4 flex-1 max-sm:hidden" />
          <Skeleton className="h-4 flex-1 max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}
