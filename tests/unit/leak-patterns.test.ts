// The rules that docs/leaks.md ships find what is issued, and nothing that only looks a little like it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generateToken } from "#lib/crypto/token.ts";
import { ROOT } from "#tests/support/source-tree.ts";

const text = readFileSync(join(ROOT, "docs/leaks.md"), "utf8");
const github = new RegExp(
  `(?:^|[^0-9A-Za-z_])(${text.match(/```regex\n(.+)\n/)![1]})(?:$|[^0-9A-Za-z_])`,
  "m",
);
const gitleaks = new RegExp(text.match(/regex = '''(.+)'''/)![1]!, "m");

test.each([
  ["GitHub", github],
  ["gitleaks", gitleaks],
])("%s finds every kind of token, wherever it stands", (_name, pattern) => {
  for (const kind of ["live", "test", "svc"] as const) {
    for (let round = 0; round < 200; round += 1) {
      const token = generateToken("kh", kind);
      for (const line of [token, `KEY=${token}`, `{"key":"${token}"}`, `curl -H 'X-API-Key: ${token}' x`])
        expect(pattern.exec(line)?.[1]).toBe(token);
    }
  }
});

test.each([
  ["GitHub", github],
  ["gitleaks", gitleaks],
])("%s finds nothing with another prefix, length or alphabet", (_name, pattern) => {
  const token = generateToken("kh", "live");
  const others = [
    generateToken("sk", "live"),
    token.replace("kh_live_", "kh_prod_"),
    token.replace("kh_", "KH_"),
    `x${token}`,
    token.slice(0, -1),
    `${token}a`,
    token.replace(/.$/, "-"),
    "kh_live_YOUR_KEY",
  ];
  for (const other of others) expect(pattern.test(other), other).toBe(false);
});
