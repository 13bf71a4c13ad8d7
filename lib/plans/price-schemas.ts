// What a plan costs: by the month, and for what is used beyond what is included. In whole micros of a dollar.
import { z } from "zod";
import { meterName } from "./limit-schemas.ts";

/** A million dollars. */
const MOST_MICROS = 1_000_000_000_000;
const MOST_METERS = 50;
const GIVE_MICROS = `Give whole micros of a dollar, from 0 to ${MOST_MICROS}.`;
const GIVE_UNITS = "Give how many units that is for, from 1 to 1000000000.";

const micros = z.int(GIVE_MICROS).min(0, GIVE_MICROS).max(MOST_MICROS, GIVE_MICROS);

/** What a month costs, whatever is used. */
export const monthlyMicrosInput = micros;

/** By meter: what so many units cost beyond what is included. A meter that is not here costs nothing. */
export const usagePricesInput = z
  .record(
    meterName,
    z.strictObject({
      micros,
      per: z.int(GIVE_UNITS).min(1, GIVE_UNITS).max(1_000_000_000, GIVE_UNITS),
    }),
    { error: "Give a price per meter." },
  )
  .refine((prices) => Object.keys(prices).length <= MOST_METERS, `Give at most ${MOST_METERS} prices.`)
  .describe("What `per` units of a meter cost beyond what is included, in micros of a dollar.");
