// One piece of a stacked bar: colour, texture, a gap of one pixel above, and dashed while its bucket is in progress.

export interface BarShapeProps {
  x: number;
  y: number;
  width: number;
  height: number;
  color: string;
  texture?: string;
  unfinished: boolean;
}

export function BarShape({ x, y, width, height, color, texture, unfinished }: BarShapeProps) {
  if (!(height > 0) || !(width > 0)) return null;
  const drawn = Math.max(0.5, height - (height > 3 ? 1 : 0));
  const box = { x, y: y + height - drawn, width, height: drawn, rx: Math.min(1.5, width / 4) };
  if (unfinished) {
    return (
      <>
        <rect {...box} fill={color} fillOpacity={0.22} />
        <rect {...inset(box)} fill="none" stroke={color} strokeDasharray="3 2" strokeWidth={1} />
      </>
    );
  }
  return (
    <>
      <rect {...box} fill={color} />
      {texture ? <rect {...box} fill={`url(#${texture})`} /> : null}
    </>
  );
}

function inset(box: { x: number; y: number; width: number; height: number; rx: number }) {
  return {
    ...box,
    x: box.x + 0.5,
    y: box.y + 0.5,
    width: Math.max(0, box.width - 1),
    height: Math.max(0, box.height - 1),
  };
}
