// A million keys in the table: what it costs when ten times as many of them are in use.
import type { Plan, RequestSet } from "../load/plan.ts";
import { table } from "../report.ts";
import { residentBytes } from "../setup/cores.ts";
import { makeServiceToken, startKeyhold, verifyRequests } from "../setup/keyhold.ts";
import { seedKeys } from "../setup/keys.ts";
import { type Measured, median } from "../setup/measure.ts";
import { count, duration, withSpan } from "../setup/words.ts";
import type { Scenario } from "./scenario.ts";

const KEYS = 1_000_000;
const FEW = 10_000;
const MANY = 100_000;
const ROUNDS = 3;

export const manyKeys: Scenario = {
  name: "many-keys",
  async run({ installation, load, say, put }) {
    const startedAt = performance.now();
    const keysFile = await seedKeys(installation, KEYS, MANY);
    say(`${count(KEYS)} keys made in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
    const token = await makeServiceToken(installation, ["keys:verify"]);
    const keyhold = await startKeyhold(installation);
    const run = (requests: RequestSet, changes: Partial<Plan> = {}) =>
      load.run(
        {
          target: { host: "127.0.0.1", port: keyhold.port },
          requests,
          mode: { kind: "closed" },
          connections: 64,
          warmUpSeconds: 1,
          seconds: 3,
          expect: { status: 200, text: '"valid":true' },
          ...changes,
        },
        keyhold.pid,
      );
    try {
      const [few, many] = [verifyRequests(token, keysFile, FEW), verifyRequests(token, keysFile, MANY)];
      const empty = residentBytes(keyhold.pid);
      await run(few, { mode: { kind: "sweep" } });
      const withFew = residentBytes(keyhold.pid);
      await run(many, { mode: { kind: "sweep" } });
      const withMany = residentBytes(keyhold.pid);
      await keyhold.untilDrained();
      const turns: { few: Measured[]; many: Measured[] } = { few: [], many: [] };
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [name, requests] of [
          ["many", many],
          ["few", few],
        ] as const) {
          turns[name].push(await run(requests));
          await keyhold.untilDrained();
          say(`${name} ${count(turns[name].at(-1)!.perSecond)}/s`);
        }
      }
      put("many-keys", tables(turns.few, turns.many, [empty, withFew, withMany]));
    } finally {
      await keyhold.stop();
    }
  },
};

function tables(
  few: Measured[],
  many: Measured[],
  [empty, withFew, withMany]: readonly [number, number, number],
): string {
  const shares = many.map((one, round) => one.perSecond / few[round]!.perSecond);
  const row = (name: string, turns: Measured[], share: string) => [
    name,
    count(median(turns.map(({ perSecond }) => perSecond))),
    share,
    `${median(turns.map(({ cpuMicros }) => cpuMicros)).toFixed(1)} µs`,
    duration(median(turns.map(({ p50 }) => p50))),
    duration(median(turns.map(({ p99 }) => p99))),
  ];
  const mebibytes = (bytes: number) => `${count(bytes / 2 ** 20)} MiB`;
  return [
    table(
      [`${count(KEYS)} keys in the table, in use`, "answers/s", "of 10,000", "processor", "p50", "p99"],
      [row(count(FEW), few, "1.00"), row(count(MANY), many, withSpan(shares, median(shares)))],
    ),
    "",
    `The process held ${mebibytes(empty)} when it had answered nothing, ${mebibytes(withFew)} when it had answered ` +
      `${count(FEW)} keys once, and ${mebibytes(withMany)} after ${count(MANY)}.`,
  ].join("\n");
}
