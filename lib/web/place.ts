// Where in the dashboard somebody stands: in a tenant's area, or on the platform.
import { z } from "zod";

/** `tenant` is a client id, as it stands in the address. It names a place; whether one may enter is asked each time. */
export type Place = { tenant: string } | "platform";

/** For places that come from a browser. */
export const placeSchema: z.ZodType<Place> = z.union([
  z.literal("platform"),
  z.strictObject({ tenant: z.string().min(1).max(200) }),
]);
