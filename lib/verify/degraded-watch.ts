// Notices when limits go on without their counters for longer than a minute, by which policy and since when, and when
// that is over. What could not be told at the time is told when it can be.
import { MINUTE_MS, SECOND_MS } from "#lib/core/clock.ts";
import type { FailurePolicy } from "#lib/shared/limits.ts";

/** Limits that refuse without their counters are no secret: every answer says so. */
export type DegradedPolicy = Exclude<FailurePolicy, "closed">;

/** The beginning of it, or its end. */
export interface DegradedNews {
  policy: DegradedPolicy;
  since: Date;
  /** Null while it lasts. */
  until: Date | null;
}

export interface DegradedWatch {
  /** A call was decided without the counters. */
  failed(policy: FailurePolicy): void;
  /** The counters were reached. */
  reached(): void;
}

interface WatchOptions {
  clock(): Date;
  /** Rejects when it could not be told; it is told again then. */
  tell(news: DegradedNews): Promise<void>;
  againMs?: number;
}

interface Episode {
  since: Date;
  told: boolean;
}

const LONG_MS = MINUTE_MS;
const AGAIN_MS = 5 * SECOND_MS;
/** Of news that could not be told; what is older counts less than memory. */
const UNTOLD_AT_MOST = 100;

export function createDegradedWatch({ clock, tell, againMs = AGAIN_MS }: WatchOptions): DegradedWatch {
  const episodes = new Map<DegradedPolicy, Episode>();
  const untold: DegradedNews[] = [];
  let telling = false;

  const tellAll = async () => {
    if (telling) return;
    telling = true;
    try {
      for (let news = untold[0]; news; news = untold[0]) {
        await tell(news);
        untold.shift();
      }
    } catch {
      setTimeout(tellAll, againMs).unref();
    } finally {
      telling = false;
    }
  };
  const say = (news: DegradedNews) => {
    if (untold.length < UNTOLD_AT_MOST) untold.push(news);
    void tellAll();
  };

  return {
    failed(policy) {
      if (policy === "closed") return;
      const now = clock();
      const episode = episodes.get(policy) ?? { since: now, told: false };
      episodes.set(policy, episode);
      if (episode.told || now.getTime() - episode.since.getTime() <= LONG_MS) return;
      episode.told = true;
      say({ policy, since: episode.since, until: null });
    },
    reached() {
      if (episodes.size === 0) return;
      for (const [policy, { since, told }] of episodes) if (told) say({ policy, since, until: clock() });
      episodes.clear();
    },
  };
}
