// A histogram for what happens with every call: to count is to add in an array, and words are made when they are read.
// Text as in Prometheus' exposition format 0.0.4. Label values are chosen by us, never by a caller.

export interface Histogram {
  /** The series of these labels, made when it is first asked for; keep it, for looking it up costs more than counting. */
  series(labels: Readonly<Record<string, string>>): Series;
  /** Ends with a line break. */
  text(): string;
}

export interface Series {
  observe(seconds: number): void;
}

interface HistogramOptions {
  name: string;
  help: string;
  /** Upper bounds in seconds, ascending. */
  bounds: readonly number[];
  /** Stand in every line. */
  labels: Readonly<Record<string, string>>;
}

export function createHistogram({ name, help, bounds, labels: shared }: HistogramOptions): Histogram {
  const all = new Map<string, { counts: Float64Array; sum: number }>();

  const linesOf = ([labels, { counts, sum }]: [string, { counts: Float64Array; sum: number }]): string[] => {
    let total = 0;
    const buckets = [...bounds, "+Inf"].map((bound, index) => {
      total += counts[index] as number;
      return `${name}_bucket{le="${bound}",${labels}} ${total}`;
    });
    return [...buckets, `${name}_sum{${labels}} ${sum}`, `${name}_count{${labels}} ${total}`];
  };

  return {
    series(labels) {
      const id = labelText({ ...labels, ...shared });
      const one = all.get(id) ?? { counts: new Float64Array(bounds.length + 1), sum: 0 };
      all.set(id, one);
      const { counts } = one;
      return {
        observe(seconds) {
          let index = 0;
          while (index < bounds.length && seconds > (bounds[index] as number)) index += 1;
          counts[index] = (counts[index] as number) + 1;
          one.sum += seconds;
        },
      };
    },
    text: () =>
      [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`, ...[...all].flatMap(linesOf), ""].join("\n"),
  };
}

function labelText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([label, value]) => `${label}="${value}"`)
    .join(",");
}
