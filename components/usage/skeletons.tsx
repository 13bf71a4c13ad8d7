// The shapes of the usage panels before their numbers are there.
import { Card, CardContent } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";

export const tileGrid = "grid grid-cols-2 gap-3 lg:grid-cols-4";

export function TilesSkeleton({ count = 4 }: { count?: number }) {
  return (
    <div className={tileGrid} role="status" aria-label="Loading">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the shapes are all alike
        <div key={index} className="grid h-26 content-start gap-2 rounded-xl border bg-card px-4 py-3.5">
          <Skeleton className="h-4 w-20" />
          <Skeleton className="h-7 w-28" />
          <Skeleton className="h-3 w-32" />
        </div>
      ))}
    </div>
  );
}

export function ChartSkeleton({ heightClass = "h-80" }: { heightClass?: string }) {
  return (
    <Card>
      <CardContent className="grid gap-3" role="status" aria-label="Loading">
        <div className="grid gap-1.5">
          <Skeleton className="h-4 w-32" />
          <Skeleton className="h-4 w-72 max-w-full" />
        </div>
        <Skeleton className={cn("w-full", heightClass)} />
        <Skeleton className="h-5 w-56" />
      </CardContent>
    </Card>
  );
}

export function ListSkeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div className="grid gap-2" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the shapes are all alike
        <Skeleton key={index} className="h-7" />
      ))}
    </div>
  );
}
