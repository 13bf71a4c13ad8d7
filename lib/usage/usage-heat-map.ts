import { query } from "#lib/core/operation.ts";
import { HeatMapQuestion, readHeatMap } from "./heat-map.ts";

/** When one tenant's calls come, by hour and weekday. */
export const usageHeatMap = query({
  name: "usage.heat_map",
  on: "tenant",
  can: "usage:read",
  input: HeatMapQuestion,
  run: readHeatMap,
});
