// The fixed widths in which times to decide are counted: exact up to 8 µs, then four to each doubling, up to 67 s.

const FINE = 8;
const DOUBLINGS = 23;

/** Slot `i` counts times from `LATENCY_BOUNDS[i - 1]` up to, not including, `LATENCY_BOUNDS[i]`, in microseconds. */
export const LATENCY_BOUNDS: readonly number[] = [
  ...Array.from({ length: FINE }, (_, index) => index + 1),
  ...Array.from({ length: DOUBLINGS * 4 }, (_, index) => {
    const [octave, quarter] = [Math.floor(index / 4), (index % 4) + 1];
    return 2 ** (octave + 3) + quarter * 2 ** (octave + 1);
  }),
];
