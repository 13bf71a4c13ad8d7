// Classes that every floating surface shares, so that menus, selects and popovers look like one family.
export const popupClass =
  "popup-motion rounded-lg border border-border bg-popover text-foreground shadow-pop outline-none";

export const popupItemClass =
  "relative flex cursor-default select-none items-center gap-2 rounded-md px-2 py-1.5 text-ui outline-none data-highlighted:bg-muted data-disabled:pointer-events-none data-disabled:opacity-55 [&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted-foreground";
