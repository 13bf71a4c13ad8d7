import { describe, expect, it } from "vitest";
import { HISTORY_PARAMS } from "#components/alerts/history-table.tsx";
import { INBOX_PARAMS } from "#components/alerts/inbox.tsx";
import { AUDIT_PARAMS } from "#components/audit/audit-table.tsx";
import { INVOICE_PARAMS } from "#components/billing/invoices-table.tsx";
import { WORD_PARAMS } from "#components/calls/word-filters.tsx";
import { KEY_PARAMS } from "#components/keys/list/key-filters.ts";
import { UNKNOWN_PARAMS } from "#components/unknown-keys/unknown-table.tsx";
import { PERMISSIONS } from "#lib/shared/permissions.ts";
import { SCREEN_NAMES, type Screen, sightOf, viewText } from "#lib/shared/view-screens.ts";

/** What the filter bar of each list takes out of the address when it is cleared. */
const CLEARED: [Screen, string[]][] = [
  ["keys", [...KEY_PARAMS, "tenant", "env"]],
  ["tenant-keys", KEY_PARAMS],
  ["logs", ["q", ...WORD_PARAMS, "tenant", "key", "outcome"]],
  ["key-requests", ["q", ...WORD_PARAMS, "outcome"]],
  ["audit", AUDIT_PARAMS],
  ["unknown-keys", UNKNOWN_PARAMS],
  ["alerts", INBOX_PARAMS],
  ["tenants-alerts", INBOX_PARAMS],
  ["alert-history", HISTORY_PARAMS],
  ["tenants", ["q", "status", "plan"]],
  ["prices", ["q", "provider"]],
  ["invoices", INVOICE_PARAMS],
  ["deliveries", ["status"]],
];

const said = (names: string[]) => new URLSearchParams(names.map((name) => [name, `${name} of it`]));

describe("a view", () => {
  it.each(CLEARED)("of %s holds every filter of the screen", (screen, names) => {
    const kept = new URLSearchParams(viewText(screen, said(names)));
    expect([...kept.keys()].sort()).toEqual([...names].sort());
  });

  it.each(SCREEN_NAMES)("of %s does not say where in a list one is, nor what is open", (screen) => {
    expect(viewText(screen, said(["after", "trail", "open", "entry", "create", "constructor"]))).toBe("");
    expect(PERMISSIONS).toContain(sightOf(screen));
  });

  it("has one text whatever the order of an address, and takes the first of several values", () => {
    const [left, right] = ["status=active&q=a+b&q=c", "q=a%20b&x=1&status=active"];
    expect(viewText("keys", new URLSearchParams(left))).toBe("q=a+b&status=active");
    expect(viewText("keys", new URLSearchParams(right))).toBe("q=a+b&status=active");
  });
});
