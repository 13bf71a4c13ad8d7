// What dead nodes of this machine left: taken over, drained like one's own, told of, and removed when nothing is left.
import { rmSync } from "node:fs";
import { type Orphan, takeOrphans } from "./home.ts";
import { type Journal, type JournalCounts, type JournalOptions, openJournal } from "./journal.ts";
import { type Owner, readOwner } from "./owner.ts";

/** A dead node, and how its lines stand now. */
export interface Late {
  nodeId: string;
  /** Null when it ended in good order. */
  owner: Owner | null;
  counts: JournalCounts;
}

interface Estate extends Orphan {
  owner: Owner | null;
  journal: Journal;
}

export interface Inheritance {
  /** Looks for what dead nodes left. */
  search(): Promise<void>;
  journals(): Journal[];
  /** Tells of a dead node's lines, and removes its folder when all are stored. Rejects when it cannot be told. */
  settle(journal: Journal): Promise<void>;
  close(): Promise<void>;
}

interface Options extends Pick<JournalOptions, "onCut" | "spentBytes"> {
  root: string;
  nodeId: string;
  /** Told of a dead node's lines, after each batch of them. */
  tell(late: Late): Promise<void>;
}

export function createInheritance({ root, nodeId, tell, ...options }: Options): Inheritance {
  /** Those that could not be read yet. */
  const taken: Orphan[] = [];
  const estates: Estate[] = [];
  let searching: Promise<void> | null = null;

  const search = async () => {
    taken.push(...takeOrphans(root, nodeId));
    for (let orphan = taken[0]; orphan; orphan = taken[0]) {
      const journal = await openJournal({ ...options, dir: orphan.dir, name: orphan.nodeId });
      estates.push({ ...orphan, owner: readOwner(orphan.dir)?.owner ?? null, journal });
      taken.shift();
    }
  };
  return {
    search() {
      searching ??= search().finally(() => {
        searching = null;
      });
      return searching;
    },
    journals: () => estates.map(({ journal }) => journal),
    async settle(journal) {
      const index = estates.findIndex((one) => one.journal === journal);
      const estate = estates[index];
      if (!estate) return;
      const counts = journal.counts();
      const isEmpty = counts.waiting === 0;
      const { nodeId: late, owner, dir } = estate;
      await tell({ nodeId: late, owner, counts: isEmpty ? { ...counts, bytes: 0 } : counts });
      if (!isEmpty) return;
      estates.splice(index, 1);
      await journal.close();
      rmSync(dir, { recursive: true, force: true });
    },
    async close() {
      await searching?.catch(() => {});
      for (const { journal } of estates) await journal.close();
    },
  };
}
