// What saving a view takes. Of an address only what its screen understands is kept; see viewText().
import { z } from "zod";
import { type Id, isId } from "#lib/shared/ids.ts";
import { SCREEN_NAMES } from "#lib/shared/view-screens.ts";

const MOST_NAME = 80;
const MOST_SEARCH = 2_000;

const screen = z.enum(SCREEN_NAMES, "Name the screen, such as keys.");

const name = z
  .string("Give the view a name.")
  .trim()
  .min(1, "Give the view a name.")
  .max(MOST_NAME, `Give at most ${MOST_NAME} characters.`);

const search = z
  .string("Give the parameters of the page.")
  .max(MOST_SEARCH, `Give at most ${MOST_SEARCH} characters.`);

const shared = z.boolean("Give true or false.");

const viewId = z.custom<Id<"view">>(
  (value) => typeof value === "string" && isId("view", value),
  "Give an id that begins with view_.",
);

export const ListSavedViews = z.strictObject({ screen });

export const CreateSavedView = z.strictObject({ screen, name, search, shared: shared.default(false) });

export const SavedViewTarget = z.strictObject({ viewId });

export const UpdateSavedView = SavedViewTarget.extend({
  name: name.optional(),
  search: search.optional(),
  shared: shared.optional(),
});
