// The filters of an export in one line.
export function questionText(question: Record<string, unknown>): string {
  return Object.entries(question)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}: ${[value].flat().join(", ")}`)
    .join(" · ");
}
