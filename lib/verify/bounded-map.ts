// A map of bounded size. What was not asked for lately makes room: a hand goes round, and spares once whatever was asked
// for since it last came by. Asking costs one look-up: no list is put in order, whose ends lie far apart in memory.

export interface BoundedMap<V> {
  get(id: string): V | undefined;
  /** Keeps a value, and makes room for it when there is none. */
  set(id: string, value: V): void;
  delete(id: string): void;
  clear(): void;
  values(): Iterable<V>;
  size(): number;
}

interface Slot<V> {
  id: string;
  value: V;
  asked: boolean;
  place: number;
}

/** `onEvicted` is told of what had to make room. */
export function createBoundedMap<V>(
  atMost: number,
  onEvicted: (value: V, id: string) => void = () => {},
): BoundedMap<V> {
  const slots = new Map<string, Slot<V>>();
  let ring: Slot<V>[] = [];
  let hand = 0;

  const remove = (slot: Slot<V>) => {
    slots.delete(slot.id);
    const last = ring.pop() as Slot<V>;
    if (last === slot) return;
    ring[slot.place] = last;
    last.place = slot.place;
  };
  const makeRoom = () => {
    for (; ; hand += 1) {
      if (hand >= ring.length) hand = 0;
      const slot = ring[hand] as Slot<V>;
      if (!slot.asked) {
        remove(slot);
        onEvicted(slot.value, slot.id);
        return;
      }
      slot.asked = false;
    }
  };

  return {
    get(id) {
      const slot = slots.get(id);
      if (slot === undefined) return undefined;
      if (!slot.asked) slot.asked = true;
      return slot.value;
    },
    set(id, value) {
      const slot = slots.get(id);
      if (slot) {
        slot.value = value;
        return;
      }
      if (ring.length >= atMost) makeRoom();
      const added = { id, value, asked: false, place: ring.length };
      ring.push(added);
      slots.set(id, added);
    },
    delete(id) {
      const slot = slots.get(id);
      if (slot) remove(slot);
    },
    clear() {
      slots.clear();
      ring = [];
      hand = 0;
    },
    *values() {
      for (const { value } of ring) yield value;
    },
    size: () => ring.length,
  };
}
