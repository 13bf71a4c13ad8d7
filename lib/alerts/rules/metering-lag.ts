// Usage that was taken waits on a disk: too much of it, or on one whose process is silent.
import { MINUTE_MS } from "#lib/core/clock.ts";
import type { SettingsOf } from "#lib/shared/alerts.ts";
import { formatInteger } from "#lib/shared/format.ts";
import { dayOf, type Judged } from "./judged.ts";

export interface NodeFacts {
  nodeId: string;
  host: string;
  waiting: number;
  setAside: number;
  seenAt: Date;
  /** Whether its process said that it ends. */
  ended: boolean;
}

export function judgeLag(
  { nodeId, host, waiting, setAside, seenAt, ended }: NodeFacts,
  { waitingEvents, silentMinutes }: SettingsOf["metering_lag"],
  now: Date,
): Judged | null {
  const silent = ended || now.getTime() - seenAt.getTime() >= silentMinutes * MINUTE_MS;
  const reason =
    setAside > 0
      ? `${formatInteger(setAside)} usage events of ${host} were refused by the database and are kept in a file.`
      : silent && waiting > 0
        ? `${formatInteger(waiting)} usage events wait on the disk of ${host}, whose process does not answer.`
        : waiting >= waitingEvents
          ? `${formatInteger(waiting)} usage events of ${host} wait to be stored; charts are behind.`
          : null;
  if (reason === null) return null;
  return {
    subject: nodeId,
    subjectLabel: host,
    keyId: null,
    period: dayOf(now),
    goesOn: true,
    title: `Usage waits on ${host}`,
    text: reason,
    path: "/system",
  };
}
