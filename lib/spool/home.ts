// The folder of one node, which is its own while it lives, and how the folders of dead nodes are taken over:
// by one atomic renaming, so that of several nodes one gets it.
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive, OWNER_FILE, type Owner } from "./owner.ts";

export interface Home {
  dir: string;
  /** Shows to other machines that the node lives. */
  touch(): void;
  /** Leaves what is in it to the next node. */
  release(): void;
  /** Leaves nothing. */
  remove(): void;
}

export interface Orphan {
  dir: string;
  /** The dead node whose lines these are. */
  nodeId: string;
}

/** A folder is "<node>" or, once it was taken over, "<node>~<the node that did>". */
const NAME = /^(node_[0-9a-z]{26})(?:~(node_[0-9a-z]{26}))?$/;

/** Makes the folder of a node. It appears as a whole, with its owner. Throws when it cannot be made. */
export function makeHome(root: string, nodeId: string, owner: Owner): Home {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const dir = join(root, nodeId);
  const unready = join(root, `.${nodeId}`);
  mkdirSync(unready, { mode: 0o700 });
  writeFileSync(join(unready, OWNER_FILE), JSON.stringify(owner), { mode: 0o600 });
  renameSync(unready, dir);
  const ownerFile = join(dir, OWNER_FILE);
  // As a whole new file, so that nobody reads half of it, and by the clock of the file system.
  const touch = () => {
    writeFileSync(`${ownerFile}.new`, JSON.stringify(owner), { mode: 0o600 });
    renameSync(`${ownerFile}.new`, ownerFile);
  };
  return {
    dir,
    touch,
    release: () => unlinkSync(ownerFile),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** Takes over the folders of nodes that are dead; each is had by one node. `nodeId` has touched its own just now. */
export function takeOrphans(root: string, nodeId: string): Orphan[] {
  const nowMs = statSync(join(root, nodeId, OWNER_FILE)).mtimeMs;
  return readdirSync(root).flatMap((name) => {
    const [, origin, keeper = origin] = NAME.exec(name) ?? [];
    if (!origin || !keeper || keeper === nodeId || isAlive(join(root, keeper), nowMs)) return [];
    const dir = join(root, `${origin}~${nodeId}`);
    try {
      renameSync(join(root, name), dir);
    } catch {
      return [];
    }
    return [{ dir, nodeId: origin }];
  });
}
