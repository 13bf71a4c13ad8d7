// What tells series apart beside colour: a texture over filled areas, a dash pattern for lines. Same in chart and legend.

const KINDS = 8;

/** Colours begin anew after eight series; then textures must not begin at the same place. */
function kindOf(index: number): number {
  return (index + 3 * Math.floor(index / KINDS)) % KINDS;
}

/** Stroke-dasharray of the line at `index`. */
export function dashOf(index: number): string | undefined {
  return [undefined, "6 3", "2 3", "10 3 2 3", "4 2", "8 2 2 2 2 2", "1 3", "12 4"][kindOf(index)];
}

const strokes = [
  "",
  "M-1 1l2-2M0 6l6-6M5 7l2-2",
  "M1.5 1.5h.01M4.5 4.5h.01",
  "M0 1.5h6M0 4.5h6",
  "M-1 5l2 2M0 0l6 6M5-1l2 2",
  "M1.5 0v6M4.5 0v6",
  "M0 3h6M3 0v6",
  "M0 3l1.5-1.5L3 3l1.5-1.5L6 3",
];

/** Id of the texture at `index` within the chart named `scope`; the first series has none. */
export function textureId(scope: string, index: number): string | undefined {
  const kind = kindOf(index);
  return kind === 0 ? undefined : `${scope}-texture-${kind}`;
}

/** The patterns themselves; stands once in each chart's svg. */
export function TextureDefs({ scope, count }: { scope: string; count: number }) {
  return (
    <defs>
      {strokes.slice(1, Math.min(KINDS, count)).map((path, index) => (
        <pattern
          key={path}
          id={textureId(scope, index + 1)}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
        >
          <path
            d={path}
            fill="none"
            stroke="var(--card)"
            strokeLinecap="round"
            strokeOpacity="0.42"
            strokeWidth={index === 1 ? 1.8 : 1}
          />
        </pattern>
      ))}
    </defs>
  );
}
