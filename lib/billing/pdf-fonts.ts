// The letters of invoices: the face of the dashboard, and another for what that one lacks (Greek, Hebrew, Arabic,
// Armenian, Georgian, signs). They are put into the file, so that it looks the same everywhere.
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import type { Font } from "@react-pdf/renderer";

/** In the order in which a letter is looked for. */
export const FACES = ["Geist", "DejaVu Sans"];

const WEIGHTS = [400, 600] as const;
const BOX = "\u25a1";
const LONGEST_WORD = 24;

const FILES = {
  Geist: { of: "geist", 400: "Geist-Regular.ttf", 600: "Geist-SemiBold.ttf", in: "dist/fonts/geist-sans" },
  "DejaVu Sans": { of: "dejavu-fonts-ttf", 400: "DejaVuSans.ttf", 600: "DejaVuSans-Bold.ttf", in: "ttf" },
} as const;

let registered: Promise<void> | undefined;

/** Makes them known and reads them, once a process, also when two invoices are printed at a time. */
export function registerFaces(font: typeof Font): Promise<void> {
  registered ??= register(font);
  return registered;
}

async function register(font: typeof Font): Promise<void> {
  for (const [family, files] of Object.entries(FILES)) {
    const folder = join(folderOf(files.of), files.in);
    font.register({
      family,
      fonts: WEIGHTS.map((fontWeight) => ({ src: join(folder, files[fontWeight]), fontWeight })),
    });
  }
  font.registerHyphenationCallback(breaksOf);
  const faces = FACES.flatMap((fontFamily) => WEIGHTS.map((fontWeight) => ({ fontFamily, fontWeight })));
  await Promise.all(faces.map((face) => font.load(face)));
}

/** The text with a box in place of each character that no face can draw in both weights. */
export function printable(font: typeof Font, text: string): string {
  const draws = (character: string) =>
    WEIGHTS.every((fontWeight) =>
      FACES.some((fontFamily) => {
        const { data } = font.getFont({ fontFamily, fontWeight });
        return data?.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
      }),
    );
  return Array.from(text, (character) => (character === "\n" || draws(character) ? character : BOX)).join("");
}

/** A word stays as it is written, unless it is longer than columns are wide: then it goes on in the next line. */
function breaksOf(word: string): string[] {
  if (word.length <= LONGEST_WORD) return [word];
  // An empty part between two says: break here, without a hyphen.
  return Array.from(word).flatMap((character) => [character, ""]);
}

function folderOf(name: string): string {
  const found = findPackageJSON(name, import.meta.url);
  if (!found) throw new Error(`The package ${name} is not installed: invoices cannot be printed.`);
  return dirname(found);
}
