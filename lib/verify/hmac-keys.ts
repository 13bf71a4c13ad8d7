// The keys of imported HMACs, remembered as long as this node hears of every change. They come with new secrets, and
// so are read again whenever there is one.

export interface HmacKeys {
  get(): Promise<readonly Buffer[]>;
  /** In the words of a cache. */
  forget(): void;
  forgetUnknown(): void;
  forgetAll(): void;
}

/** `isFresh` says whether this node would have heard of a change. */
export function createHmacKeys(read: () => Promise<Buffer[]>, isFresh: () => boolean): HmacKeys {
  let known: Promise<Buffer[]> | null = null;
  const clear = () => {
    known = null;
  };
  const load = () => {
    const loading = read();
    known = loading;
    loading.catch(() => {
      if (known === loading) clear();
    });
    return loading;
  };
  return {
    get: () => (isFresh() ? (known ?? load()) : read()),
    forget() {},
    forgetUnknown: clear,
    forgetAll: clear,
  };
}
