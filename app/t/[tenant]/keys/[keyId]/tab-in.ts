// Which section of a key an address names.
import { notFound } from "next/navigation";
import { KEY_TABS, type KeyTab } from "#components/keys/detail/key-tabs.tsx";

/** `segments` stand after the key's id; none is the overview. An unknown one is "not found". */
export function tabIn(segments: string[] | undefined): KeyTab {
  const [name = "overview", ...rest] = segments ?? [];
  const tab = KEY_TABS.find((each) => each === name);
  if (!tab || rest.length > 0 || segments?.[0] === "overview") notFound();
  return tab;
}
