// Classes of content that dims while new data comes; works inside PendingArea.
export const dimWhilePending = "transition-opacity duration-200 group-data-[pending=true]/pending:opacity-55";
