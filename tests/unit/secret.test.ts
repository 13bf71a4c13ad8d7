import { Writable } from "node:stream";
import { format, inspect } from "node:util";
import pino from "pino";
import { describe, expect, it } from "vitest";
import { Secret } from "#lib/core/secret.ts";

const VALUE = "kh_live_do-not-show-me";

describe("a Secret", () => {
  const secret = new Secret(VALUE);

  it("gives its value to reveal() and to nothing else", () => {
    expect(secret.reveal()).toBe(VALUE);
    const shown = [
      String(secret),
      `${secret}`,
      JSON.stringify({ nested: [secret] }),
      inspect(secret, { depth: null, showHidden: true }),
      inspect({ nested: { secret } }, { depth: null }),
      format("%s %o %j", secret, secret, secret),
      JSON.stringify({ ...secret }),
      Object.values(secret).join(),
      JSON.stringify(Object.getOwnPropertyDescriptors(secret)),
    ].join("\n");
    expect(shown).not.toContain(VALUE);
    expect(shown).toContain("[redacted]");
  });

  it("stays hidden in a log line and in an error's message", () => {
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    pino(sink).info({ anything: secret, list: [secret] }, "started with %s", secret);
    expect(lines.join()).toContain("[redacted]");
    expect(lines.join()).not.toContain(VALUE);
    expect(new Error(`bad value ${secret}`).message).not.toContain(VALUE);
  });
});
