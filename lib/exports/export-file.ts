// A file as it is handed out: part by part, so that none is in memory as a whole.
import type { OpenedExport } from "./open-export.ts";

export interface ExportFile {
  name: string;
  contentType: string;
  size: number;
  body: AsyncGenerator<Uint8Array>;
}

/** `readPart` reads as whoever asks, each time anew. */
export function exportFile(opened: OpenedExport, readPart: (number: number) => Promise<Buffer>): ExportFile {
  const { fileName, size, parts } = opened;
  return { name: fileName, contentType: "application/gzip", size, body: partsOf(parts, readPart) };
}

async function* partsOf(parts: number, readPart: (number: number) => Promise<Buffer>) {
  for (let number = 0; number < parts; number += 1) yield await readPart(number);
}
