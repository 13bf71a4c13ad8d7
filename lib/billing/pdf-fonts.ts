// The letters of invoices: the face of the dashboard, and another for what that one lacks (Greek, Hebrew, Arabic,
// Armenian, Georgian, signs). They are put into the file, so that it looks the same everywhere.
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import type { Font } from "@react-pdf/renderer";

/** In the order in which a letter is looked for. */
export const FACES = ["Geist", "DejaVu Sans"];

const FILES = {
  Geist: { of: "geist", 400: "Geist-Regular.ttf", 600: "Geist-SemiBold.ttf", in: "dist/fonts/geist-sans" },
  "DejaVu Sans": { of: "dejavu-fonts-ttf", 400: "DejaVuSans.ttf", 600: "DejaVuSans-Bold.ttf", in: "ttf" },
} as const;

/** Makes them known, once a process. Words are never broken: a name stays as it is written. */
export function registerFaces(font: typeof Font): void {
  if (font.getRegisteredFontFamilies().includes(FACES[0]!)) return;
  for (const [family, files] of Object.entries(FILES)) {
    const folder = join(folderOf(files.of), files.in);
    font.register({
      family,
      fonts: ([400, 600] as const).map((fontWeight) => ({
        src: join(folder, files[fontWeight]),
        fontWeight,
      })),
    });
  }
  font.registerHyphenationCallback((word) => [word]);
}

function folderOf(name: string): string {
  const found = findPackageJSON(name, import.meta.url);
  if (!found) throw new Error(`The package ${name} is not installed: invoices cannot be printed.`);
  return dirname(found);
}
