import { query } from "#lib/core/operation.ts";
import { PlatformHeatMapQuestion, readHeatMap } from "./heat-map.ts";

/** When everybody's calls come, by hour and weekday. */
export const platformUsageHeatMap = query({
  name: "usage.platform_heat_map",
  on: "platform",
  can: "usage:read",
  input: PlatformHeatMapQuestion,
  run: readHeatMap,
});
