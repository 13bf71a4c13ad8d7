// What is there at once when it can be, and a promise only when it must be awaited.

export type NowOrLater<T> = T | Promise<T>;

/** `next` of the value: at once when it is there. Errors pass as they came. */
export function after<T, U>(value: NowOrLater<T>, next: (value: T) => NowOrLater<U>): NowOrLater<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
