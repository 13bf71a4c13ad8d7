import type { Meter } from "../keyhold.ts";

const day = new Intl.DateTimeFormat("en", { day: "numeric", month: "long", timeZone: "UTC" });

/** "15 of 50 generations this month". */
export function GenerationsMeter({ used, included, renews }: Meter) {
  return (
    <div className="meter">
      <label htmlFor="generations">
        <strong>{used}</strong> of {included} generations this month
      </label>
      <meter id="generations" value={used} max={included} high={included * 0.8} optimum={0} />
      {used < included ? null : <small>All are used. They begin anew on {day.format(renews)}.</small>}
    </div>
  );
}
