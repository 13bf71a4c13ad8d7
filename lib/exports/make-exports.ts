// Makes the files that wait, one after the other: packed as they are read, a part at a time.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { DomainError } from "#lib/core/errors.ts";
import type { Deps } from "#lib/core/operation.ts";
import { systemPrincipal } from "#lib/core/principal.ts";
import { PLATFORM_TENANT } from "#lib/shared/ids.ts";
import { exportText } from "./subjects.ts";
import { addPart, failTurn, finishTurn, giveTurnBack, noteRows, TurnLost, takeTurn } from "./turns.ts";
import type { ExportRow } from "./view.ts";

const PART_BYTES = 256 * 1024;
const MOST_BYTES = 2 * 1024 ** 3;
/** How often it is said how far it is. */
const NOTED_ROWS = 5_000;

interface MakeOptions {
  /** Leaves what is under way to another time. */
  signal?: AbortSignal;
  /** How large a file may become, packed. */
  mostBytes?: number;
}

/** How many files were made until none waited. What fails for a while stays, and is tried again. */
export async function makeExports(deps: Deps, options: MakeOptions = {}): Promise<{ made: number }> {
  for (let made = 0; ; made += 1) {
    if (options.signal?.aborted) return { made };
    const turn = await takeTurn(deps);
    if (!turn) return { made };
    await makeFile(deps, turn, options);
  }
}

async function makeFile(deps: Deps, turn: ExportRow, options: MakeOptions): Promise<void> {
  try {
    await finishTurn(deps, turn, await writeFile(deps, turn, options));
  } catch (error) {
    if (error instanceof TurnLost) return;
    if (options.signal?.aborted) return giveTurnBack(deps, turn).catch(ignoreLostTurn);
    if (!(error instanceof DomainError) || error.code === "unavailable" || error.code === "internal")
      throw error;
    await failTurn(deps, turn, error.message).catch(ignoreLostTurn);
  }
}

function ignoreLostTurn(error: unknown): void {
  if (!(error instanceof TurnLost)) throw error;
}

/** How many rows the file has. */
async function writeFile(deps: Deps, turn: ExportRow, options: MakeOptions): Promise<number> {
  const { signal, mostBytes = MOST_BYTES } = options;
  const count = { rows: 0, noted: 0 };
  const text = exportText(turn, {
    // All of it as of one moment, however long it takes.
    deps: { ...deps, clock: () => turn.createdAt },
    principal: systemPrincipal("export", turn.tenantId === PLATFORM_TENANT ? null : turn.tenantId),
    count(rows) {
      count.rows += rows;
    },
  });
  const noted = async function* () {
    for await (const piece of text) {
      if (count.rows - count.noted >= NOTED_ROWS) {
        count.noted = count.rows;
        await noteRows(deps, turn, count.rows);
      }
      if (piece !== "") yield piece;
    }
  };
  await pipeline(
    Readable.from(noted()),
    createGzip(),
    async (packed: AsyncIterable<Buffer>) => {
      let [number, size] = [0, 0];
      for await (const data of inParts(packed)) {
        size += data.length;
        if (size > mostBytes) throw tooLarge(mostBytes);
        await addPart(deps, turn, { number, data, rows: count.rows, size });
        number += 1;
      }
    },
    { signal },
  );
  return count.rows;
}

/** The same bytes in pieces of one size; the last may be smaller. */
async function* inParts(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const piece of packed) {
    held.push(piece);
    length += piece.length;
    if (length < PART_BYTES) continue;
    const whole = Buffer.concat(held);
    let start = 0;
    for (; length - start >= PART_BYTES; start += PART_BYTES) yield whole.subarray(start, start + PART_BYTES);
    held = [whole.subarray(start)];
    length -= start;
  }
  if (length > 0) yield Buffer.concat(held);
}

function tooLarge(mostBytes: number): DomainError {
  const most = mostBytes >= 1024 ** 3 ? `${mostBytes / 1024 ** 3} GiB` : `${mostBytes} bytes`;
  return new DomainError(
    "payload_too_large",
    `The file would be larger than ${most}. Choose a shorter time or more filters, and export it in several files.`,
  );
}
