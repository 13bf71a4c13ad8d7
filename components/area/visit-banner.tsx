"use client";
// Says whose pages platform staff is looking at, for how much longer, and ends it.
import { Eye } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { Act } from "#components/form/act.ts";
import { useAct } from "#components/form/use-act.ts";
import { Banner } from "#components/shell/banner.tsx";
import { Button } from "#components/ui/button.tsx";

export interface VisitBannerProps {
  tenantName: string;
  clientId: string;
  /** Seconds until it ends by itself, as the server counted. */
  secondsLeft: number;
  end: Act<Record<string, never>, unknown>;
}

export function VisitBanner({ tenantName, clientId, secondsLeft, end }: VisitBannerProps) {
  const { pending, runAloud } = useAct(end);
  const router = useRouter();
  const onItsPages = usePathname().startsWith("/t/");
  const left = useSecondsLeft(secondsLeft);
  const over = left === 0;
  useEffect(() => {
    if (!over) return;
    if (onItsPages) window.location.assign(homeOf(clientId));
    else router.refresh();
  }, [over, onItsPages, clientId, router]);
  const endNow = async () => {
    if (await runAloud("platform", {})) window.location.assign(homeOf(clientId));
  };
  return (
    <Banner
      tone="warning"
      label={`Viewing as ${tenantName}`}
      icon={<Eye aria-hidden="true" />}
      action={
        <Button variant="outline" size="sm" pending={pending} onClick={() => void endNow()}>
          End
        </Button>
      }
    >
      You are viewing {tenantName} as its people see it, and change nothing meanwhile.{" "}
      <span className="whitespace-nowrap tabular-nums">{wordsOf(left)} left.</span>
    </Banner>
  );
}

/** The clock of the browser may be wrong; how fast it goes is right. */
function useSecondsLeft(secondsAtFirst: number): number {
  const [left, setLeft] = useState(secondsAtFirst);
  useEffect(() => {
    const end = Date.now() + secondsAtFirst * 1_000;
    const tick = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1_000)));
    const timer = setInterval(tick, 1_000);
    return () => clearInterval(timer);
  }, [secondsAtFirst]);
  return left;
}

const homeOf = (clientId: string) => `/admin/tenants/${encodeURIComponent(clientId)}`;

function wordsOf(seconds: number): string {
  if (seconds > 90) return `${Math.ceil(seconds / 60)} minutes`;
  return seconds === 1 ? "1 second" : `${seconds} seconds`;
}
