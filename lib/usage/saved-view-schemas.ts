// What saving a view takes. Of an address only what a usage page understands is kept.
import { z } from "zod";
import { viewText } from "#lib/shared/usage-view.ts";
import { idOf } from "./id-of.ts";

const MOST_NAME = 80;
const MOST_SEARCH = 2_000;

const name = z
  .string("Give the view a name.")
  .trim()
  .min(1, "Give the view a name.")
  .max(MOST_NAME, `Give at most ${MOST_NAME} characters.`);

const search = z
  .string("Give the parameters of the page.")
  .max(MOST_SEARCH, `Give at most ${MOST_SEARCH} characters.`)
  .transform((text) => viewText(new URLSearchParams(text)));

const shared = z.boolean("Give true or false.");

export const CreateSavedView = z.strictObject({ name, search, shared: shared.default(false) });

export const SavedViewTarget = z.strictObject({ viewId: idOf("view") });

export const UpdateSavedView = SavedViewTarget.extend({
  name: name.optional(),
  search: search.optional(),
  shared: shared.optional(),
});
