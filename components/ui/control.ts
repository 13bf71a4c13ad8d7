// The look of every one-line control: 16 px text on phones, so that iOS does not zoom.
export const controlClass =
  "w-full min-w-0 rounded-md border border-input/75 bg-card text-base text-foreground shadow-xs transition-[border-color,box-shadow] duration-100 placeholder:text-muted-foreground hover:border-input focus-visible:border-ring focus-visible:outline-2 focus-visible:outline-ring/35 focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground aria-invalid:border-danger aria-invalid:outline-danger/35 md:text-ui";
