// The address of a page as the question of a file that holds what the page lists or draws.
import { keyFilters, type Search } from "#components/keys/list/key-filters.ts";
import { auditSearch } from "#lib/audit/audit-search.ts";
import type { ExportSubject } from "#lib/shared/exports.ts";
import { callsSearch } from "#lib/usage/calls-search.ts";
import { explorerSearch } from "#lib/usage/explorer-search.ts";

export function questionOf(
  subject: ExportSubject,
  search: Search,
  zone: string,
  platform: boolean,
): Record<string, unknown> {
  switch (subject) {
    case "calls":
      return told(callsSearch(search, zone, { platform }).filter);
    case "usage": {
      const { question, metric, group, compare } = explorerSearch(search, zone, new Date(), platform);
      return told({ ...question, metric, groupBy: group, compare });
    }
    case "audit":
      return told(auditSearch(search, zone).filter);
    case "keys": {
      const { cursor: _, ...filters } = keyFilters(search);
      return told(filters);
    }
  }
}

/** Without what was not asked, so that it can be shown as it is. */
const told = (question: object) =>
  Object.fromEntries(Object.entries(question).filter(([, value]) => value !== undefined));
