// 100,000 tokens that nobody means well with: what they are answered, and what they cost the database.
import { setTimeout as sleep } from "node:timers/promises";
import {
  anyHostile,
  countLookUps,
  lookUps,
  sendHostile,
  type Wave,
  wrongChecksum,
} from "../../support/hostile.ts";
import type { Scenario } from "./scenario.ts";

/** What an address may look up in vain: at once, and each second. */
const PACE = 100;
const CONNECTIONS = 64;
const ALLOWED = ["400", "401", "413"];
const STORED_WITHIN_MS = 60_000;

export const hostile: Scenario = {
  name: "hostile",
  title: "Hostile tokens",
  parameters: { tokens: 100_000, nodes: 1 },
  async run({ installation, parameters }) {
    const { nodes, owner, token } = installation;
    const half = Math.ceil((parameters.tokens ?? 0) / 2);
    await countLookUps(owner.sql);
    const target = { url: nodes[0]!.url, serviceToken: token, secret: (await installation.makeKey()).secret };
    const mistyped = await sendHostile(target, half, wrongChecksum);
    const costMistyped = await lookUps(owner.sql);
    const others = await sendHostile(target, half, anyHostile);
    const costOthers = (await lookUps(owner.sql)) - costMistyped;
    // From the address that the service tells, and from the connection's own.
    const most = Math.ceil(2 * (PACE + CONNECTIONS + PACE * others.seconds));
    const noted = await untilNoted(() => countNoted(owner.sql));
    return [
      {
        what: `${half.toLocaleString("en")} with a wrong checksum`,
        promised: "only 401",
        measured: wordsOf(mistyped),
        holds: statusesOf(mistyped).every((status) => status === "401"),
      },
      {
        what: "their look-ups in the database",
        promised: "0",
        measured: String(costMistyped),
        holds: costMistyped === 0,
      },
      {
        what: `${half.toLocaleString("en")} of every other kind`,
        promised: "only 401, 413 or 400",
        measured: wordsOf(others),
        holds: statusesOf(others).every((status) => ALLOWED.includes(status)),
      },
      {
        what: "their look-ups in the database",
        promised: `at the pace of an address: at most ${most}`,
        measured: String(costOthers),
        holds: costOthers <= most,
      },
      {
        what: "refused secrets, counted and noted",
        promised: "the same, in at most 2,103 rows",
        measured: `${noted.counted} and ${noted.noted}, in ${noted.rows} rows`,
        holds: noted.counted === noted.noted && noted.noted > half && noted.rows <= 2_103,
      },
    ];
  },
};

type Sql = Parameters<typeof lookUps>[0];

interface Noted {
  counted: number;
  noted: number;
  rows: number;
}

async function countNoted(sql: Sql): Promise<Noted> {
  const [row] = await sql<[Noted]>`
    select (select coalesce(sum(calls), 0)::int from usage_quarter_hours where outcome in ('MALFORMED', 'NOT_FOUND')) as counted,
      (select coalesce(sum(refusals), 0)::int from unknown_keys) as noted, (select count(*)::int from unknown_keys) as rows`;
  return row;
}

/** When nothing more comes for a while. */
async function untilNoted(read: () => Promise<Noted>): Promise<Noted> {
  const endMs = Date.now() + STORED_WITHIN_MS;
  let last = await read();
  for (let quiet = 0; quiet < 3 && Date.now() < endMs; ) {
    await sleep(1_000);
    const now = await read();
    quiet = now.counted === last.counted ? quiet + 1 : 0;
    last = now;
  }
  return last;
}

const statusesOf = ({ answers }: Wave) => Object.keys(answers).map((answer) => answer.split(" ")[0] ?? "");

function wordsOf({ answers, seconds }: Wave): string {
  const each = Object.entries(answers).map(([answer, count]) => `${count.toLocaleString("en")} × ${answer}`);
  return `${each.join(", ")}; in ${seconds.toFixed(0)} s`;
}
